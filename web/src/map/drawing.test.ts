import { expect, it } from 'vitest';

import { drawingFault, drawnFeatures, lineOf, polygonOf, withVertex } from './drawing';

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

it('needs two corners for a line, which may cross itself', () => {
  expect(drawingFault([at(0, 0)], 'line')).toBe('too-few');
  expect(drawingFault([at(0, 0), at(1, 1), at(1, 0), at(0, 1)], 'line')).toBeNull();
});

it('grows from a corner to a side to a closed area', () => {
  const types = (vertices: { lon: number; lat: number }[], kind: 'area' | 'line') =>
    drawnFeatures(vertices, kind).map(({ geometry }) => geometry.type);
  expect(types([at(0, 0)], 'area')).toEqual(['Point']);
  expect(types([at(0, 0), at(1, 0)], 'area')).toEqual(['LineString', 'Point', 'Point']);
  expect(types([at(0, 0), at(1, 0), at(1, 1)], 'area')).toEqual(['Polygon', 'Point', 'Point', 'Point']);
  expect(types([at(0, 0), at(1, 0), at(1, 1)], 'line')).toEqual(['LineString', 'Point', 'Point', 'Point']);
});

it('closes an area and leaves a line open, longitude first', () => {
  const vertices = [at(-70, -13), at(-69, -13), at(-69, -12)];
  expect(polygonOf(vertices).coordinates).toEqual([[[-70, -13], [-69, -13], [-69, -12], [-70, -13]]]);
  expect(lineOf(vertices).coordinates).toEqual([[-70, -13], [-69, -13], [-69, -12]]);
});
