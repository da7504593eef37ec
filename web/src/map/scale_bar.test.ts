import { expect, it } from 'vitest';
import { scaleBar } from './scale_bar';

it('is the longest round length that fits', () => {
  expect(scaleBar(5, 120)).toEqual({ metres: 500, pixels: 100 });
  expect(scaleBar(1.7, 120)).toEqual({ metres: 200, pixels: 118 });
  expect(scaleBar(100, 120)).toEqual({ metres: 10_000, pixels: 100 });
});

it('is nothing while the map has no size', () => {
  expect(scaleBar(0, 120)).toEqual({ metres: 0, pixels: 0 });
});
