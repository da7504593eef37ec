import { expect, it } from 'vitest';

import { beforeAndAfter, median, nearestInTime, pointsOf } from './series';

it('drops missing values and unreadable dates, and sorts', () => {
  const points = pointsOf([
    { at: '2025-07-02T00:00:00Z', value: 0.2, clear: false },
    { at: '2025-07-01T00:00:00Z', value: 0.8 },
    { at: '2025-07-03T00:00:00Z', value: null },
    { at: 'never', value: 1 },
  ]);
  expect(points.map(({ value, clear }) => [value, clear])).toEqual([
    [0.8, true],
    [0.2, false],
  ]);
});

it('finds the nearest point in time', () => {
  expect(nearestInTime([{ at: 0 }, { at: 10 }, { at: 30 }], 19)).toEqual({ at: 10 });
  expect(nearestInTime([], 1)).toBeNull();
});

it('takes the middle value', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNull();
});

it('compares only clear points before and after', () => {
  const at = (text: string) => Date.parse(text);
  const found = beforeAndAfter(
    [
      { at: at('2025-06-01'), value: 0.8, clear: true },
      { at: at('2025-06-02'), value: 0.1, clear: false },
      { at: at('2025-08-01'), value: 0.2, clear: true },
    ],
    { from: at('2025-07-08'), to: at('2025-07-28') },
  );
  expect(found).toEqual({ before: 0.8, after: 0.2, clear: 2, cloudy: 1 });
});
