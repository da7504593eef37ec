import { expect, it } from 'vitest';

import { chosenFeatures } from './place_layers';

const at = (lon: number, lat: number) => ({ lon, lat });
const NONE = { mode: 'area', point: null, radius_m: 1000, vertices: [] } as const;

it('draws nothing before anything is chosen', () => {
  expect(chosenFeatures({ ...NONE, vertices: [] })).toEqual([]);
  expect(chosenFeatures({ ...NONE, mode: 'point', vertices: [] })).toEqual([]);
});

it('draws a ring and its middle round a point', () => {
  const types = chosenFeatures({ ...NONE, mode: 'point', point: at(-70, -13), vertices: [] }).map(({ geometry }) => geometry.type);
  expect(types).toEqual(['Polygon', 'Point']);
});
