import { describe, expect, it } from 'vitest';

import { extent, linear, roundMarks, timeMarks } from './scale';

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

it('takes values to pixels in a straight line, and a single value to the middle', () => {
  expect(linear([0, 10], [100, 0])(2.5)).toBe(75);
  expect(linear([3, 3], [0, 100])(3)).toBe(50);
});

describe('marks of values', () => {
  it('are round and enclose the values', () => {
    expect(roundMarks(0, 14.62, 4)).toEqual([0, 5, 10, 15]);
    expect(roundMarks(-19.1, -6.8, 4)).toEqual([-20, -15, -10, -5]);
    expect(roundMarks(0.08, 0.87, 4)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it('carry no dust of binary fractions', () => {
    expect(roundMarks(0, 0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  });
});

describe('marks of time', () => {
  it('stand at the starts of months', () => {
    const marks = timeMarks(day('2025-05-20'), day('2025-09-10'), 5);
    expect(marks.map(({ at }) => new Date(at).toISOString().slice(0, 10))).toEqual([
      '2025-06-01',
      '2025-07-01',
      '2025-08-01',
      '2025-09-01',
    ]);
    expect(marks[0]?.unit).toBe('month');
  });

  it('stand at days in a short time and at years in a long one', () => {
    expect(timeMarks(day('2025-07-28'), day('2025-08-05'), 4).every(({ unit }) => unit === 'day')).toBe(true);
    const years = timeMarks(day('2016-03-01'), day('2025-03-01'), 6);
    expect(years.every(({ unit, at }) => unit === 'year' && new Date(at).getUTCMonth() === 0)).toBe(true);
    expect(years.length).toBeLessThanOrEqual(6);
  });
});

it('ignores what is no number', () => {
  expect(extent([NaN, 2, -1, Infinity])).toEqual([-1, 2]);
  expect(extent([NaN])).toBeNull();
});
