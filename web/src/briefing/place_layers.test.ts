import { expect, it } from 'vitest';

import { chosenFeatures, withChosen } from './place_layers';

const at = (lon: number, lat: number) => ({ lon, lat });
const NONE = { mode: 'area', point: null, radius_m: 1000, vertices: [] } as const;

it('draws nothing before anything is chosen', () => {
  expect(chosenFeatures({ ...NONE, vertices: [] })).toEqual([]);
  expect(chosenFeatures({ ...NONE, mode: 'point', vertices: [] })).toEqual([]);
});

it('grows from a corner to a side to a closed area', () => {
  const types = (vertices: { lon: number; lat: number }[]) =>
    chosenFeatures({ ...NONE, vertices }).map(({ geometry }) => geometry.type);
  expect(types([at(0, 0)])).toEqual(['Point']);
  expect(types([at(0, 0), at(1, 0)])).toEqual(['LineString', 'Point', 'Point']);
  expect(types([at(0, 0), at(1, 0), at(1, 1)])).toEqual(['Polygon', 'Point', 'Point', 'Point']);
});

it('lies over everything and leaves the style it was given as it was', () => {
  const style = { version: 8 as const, sources: {}, layers: [] };
  const over = withChosen(style, { ...NONE, vertices: [] });
  expect(over.layers.at(-1)?.id).toBe('chosen-corner');
  expect(style.sources).toEqual({});
});
