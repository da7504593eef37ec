import { expect, it } from 'vitest';

import { boundsOf, middleOf, outlinePath, type Outline } from './outline';

const WITH_HOLE: Outline = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [-70, -13],
        [-69, -13],
        [-69, -12],
        [-70, -13],
      ],
      [
        [-69.5, -12.8],
        [-69.3, -12.8],
        [-69.3, -12.6],
        [-69.5, -12.8],
      ],
    ],
  ],
};

it('boxes an outline with longitude first', () => {
  expect(boundsOf(WITH_HOLE)).toEqual([-70, -13, -69, -12]);
  expect(middleOf([-70, -13, -69, -12])).toEqual({ lon: -69.5, lat: -12.5 });
});

it('has no box where it has no vertex', () => {
  expect(boundsOf({ type: 'MultiPolygon', coordinates: [] })).toBeNull();
});

it('draws every ring, holes too, closed and round the middle of the pane', () => {
  const path = outlinePath(WITH_HOLE, { centre: { lon: -70, lat: -13 }, zoom: 0, width: 10, height: 10 });
  expect(path.match(/Z/g)).toHaveLength(2);
  expect(path.startsWith('M0.0 0.0L0.7 ')).toBe(true);
});
