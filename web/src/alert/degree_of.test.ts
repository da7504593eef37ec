import { expect, it } from 'vitest';

import { barShares, certaintyOf, observedOf, weightOf } from './degree_of';

it('names a probability by its lower edge', () => {
  expect([0.9, 0.89, 0.7, 0.69, 0.4, 0.39].map(certaintyOf)).toEqual([
    'very-likely',
    'likely',
    'likely',
    'possible',
    'possible',
    'unlikely',
  ]);
});

it('weighs a contribution against as it weighs one in favour', () => {
  expect([1.6, -1.6, 0.5, -0.2, 0, 0.049].map(weightOf)).toEqual([
    'much',
    'much',
    'some',
    'little',
    'fact',
    'fact',
  ]);
});

it('measures bars against the largest contribution', () => {
  expect(barShares([2, -1, 0])).toEqual([1, 0.5, 0]);
  expect(barShares([0, 0])).toEqual([0, 0]);
  expect(barShares([])).toEqual([]);
});

it('says how well a place was observed', () => {
  expect([0.6, 0.59, 0.25, 0.1].map(observedOf)).toEqual(['well', 'partly', 'partly', 'hardly']);
});
