import { expect, it } from 'vitest';
import { rightState } from './right_state';

it('knows the codes of the cadastre, and leaves others as they are written', () => {
  expect(rightState('T')).toBe('titled');
  expect(rightState(' d')).toBe('pending');
  expect(rightState('X')).toBe('extinct');
  expect(rightState('VIGENTE')).toBeNull();
});
