import { expect, it } from 'vitest';

import { byRelation, canBeHeld, districtOf, headlineTies } from './tie_order';

const tie = (kind: string, name: string, relation: string, share: number, distance_m = 0) => ({
  kind,
  name,
  relation,
  share,
  distance_m,
});
const TIES = [
  tie('river', 'Malinowski', 'near', 0, 342),
  tie('district', 'Inambari', 'within', 1),
  tie('mining_right', 'PLAYA', 'overlaps', 0.71),
  tie('mining_right', 'ESPERANZA', 'near', 0, 128),
  tie('buffer_zone', 'Tambopata', 'within', 1),
  tie('district', 'Laberinto', 'overlaps', 0.1),
];

it('names what is touched before what is near, and districts last among those', () => {
  expect(byRelation(TIES).map(({ name }) => name)).toEqual([
    'Tambopata',
    'PLAYA',
    'Inambari',
    'Laberinto',
    'ESPERANZA',
    'Malinowski',
  ]);
});

it('headlines only what is touched', () => {
  expect(headlineTies(TIES, 1).map(({ name }) => name)).toEqual(['Tambopata']);
  expect(headlineTies(TIES.slice(0, 2), 3)).toEqual([]);
});

it('finds the district that holds most of the site', () => {
  expect(districtOf(TIES)).toBe('Inambari');
  expect(districtOf([])).toBeNull();
});

it('misses a holder only where there could be one', () => {
  expect(canBeHeld('mining_right')).toBe(true);
  expect(canBeHeld('river')).toBe(false);
});
