import { expect, it } from 'vitest';

import { bandPath, linePath } from './path';

it('draws a line straight, or holding each height until the next place', () => {
  expect(linePath([[0, 5], [10, 8]])).toBe('M0.0 5.0L10.0 8.0');
  expect(linePath([[0, 5], [10, 8]], true)).toBe('M0.0 5.0L10.0 5.0L10.0 8.0');
  expect(linePath([])).toBe('');
});

it('closes a band along its upper edge and back along its lower', () => {
  expect(bandPath([[0, 1], [10, 2]], [[0, 3], [10, 6]], true)).toBe(
    'M0.0 3.0L10.0 3.0L10.0 6.0L10.0 2.0L10.0 1.0L0.0 1.0Z',
  );
  expect(bandPath([], [])).toBe('');
});
