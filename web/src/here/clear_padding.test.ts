import { expect, it } from 'vitest';
import { clearPadding } from './clear_padding';

const covered = { top: 48, right: 330, bottom: 72, left: 356 };

it('leaves the card, the panel and the foot uncovered where there is room', () => {
  expect(clearPadding({ width: 960, height: 800 }, covered)).toEqual(covered);
});

it('goes under the panel, then under both, where there is none', () => {
  expect(clearPadding({ width: 620, height: 800 }, covered)).toEqual({ ...covered, right: 24 });
  expect(clearPadding({ width: 400, height: 800 }, covered)).toEqual({ ...covered, right: 24, left: 24 });
});

it('never takes more than the map has', () => {
  const { left, right, top, bottom } = clearPadding({ width: 100, height: 60 }, covered);
  expect(left + right).toBeLessThan(100);
  expect(top + bottom).toBeLessThan(60);
});
