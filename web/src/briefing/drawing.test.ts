import { expect, it } from 'vitest';

import { circle } from './circle';
import { drawingFault, withVertex } from './drawing';

const at = (lon: number, lat: number) => ({ lon, lat });

it('leaves out the second click of a double click', () => {
  const once = withVertex([], at(-70, -13));
  expect(withVertex(once, at(-70, -13))).toHaveLength(1);
  expect(withVertex(once, at(-70.001, -13))).toHaveLength(2);
});

it('refuses an area with too few corners or that crosses itself', () => {
  expect(drawingFault([at(0, 0), at(1, 0)])).toBe('too-few');
  expect(drawingFault([at(0, 0), at(1, 0), at(1, 1), at(0, 1)])).toBeNull();
  expect(drawingFault([at(0, 0), at(1, 1), at(1, 0), at(0, 1)])).toBe('crosses');
});

it('lays out a radius of the stated length in every direction', () => {
  const ring = circle(at(-70, -12.86), 10_000, 4);
  expect(ring).toHaveLength(5);
  // North: 10 km is 0.08993° of latitude; east: that over the cosine of the latitude.
  expect(ring[0]?.lat).toBeCloseTo(-12.86 + 0.089932, 5);
  expect(ring[1]?.lon).toBeCloseTo(-70 + 0.089932 / Math.cos((12.86 * Math.PI) / 180), 4);
});
