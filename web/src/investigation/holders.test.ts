import { expect, it } from 'vitest';
import { matching, nameOf, pairsToPart, readKey } from './holders';

const holder = (key: string, names: string[], code: string, also: string[] = []) => ({
  key,
  also,
  names,
  features: [{ kind: 'mining_right', code }],
});
const HOLDERS = [
  holder('ruc:20131312955', ['MINERA FICTICIA S.A.C.', 'Minera Fictícia SAC'], '019900004'),
  holder('name:titular ficticio 06', ['TITULAR FICTICIO 06'], '019900006', ['name:titular ficticio 07']),
];
const found = (text: string) => matching(HOLDERS, text).map(({ key }) => key);

it('finds a holder by parts of names, tax number and codes, however they are spelt', () => {
  expect(found('ficticia minera sac')).toEqual(['ruc:20131312955']);
  expect(found('FICTÍCIA')).toEqual(['ruc:20131312955']);
  expect(found('2013131')).toEqual(['ruc:20131312955']);
  expect(found('019900006')).toEqual(['name:titular ficticio 06']);
  expect(found('titular 07')).toEqual(['name:titular ficticio 06']);
  expect(found('minera titular')).toEqual([]);
  expect(found('  ')).toHaveLength(2);
});

it('names a holder as a layer writes it, and one beyond the list by its key', () => {
  expect(nameOf(HOLDERS[0], 'ruc:20131312955')).toBe('MINERA FICTICIA S.A.C.');
  expect(nameOf(undefined, 'name:otro ficticio')).toBe('otro ficticio');
  expect(readKey('ruc:20131312955')).toEqual({ by: 'ruc', text: '20131312955' });
});

it('parts a key from every other of its holder, whichever joined it', () => {
  const joined = { key: 'name:a', also: ['name:b', 'ruc:1'] };
  expect(pairsToPart(joined, 'ruc:1')).toEqual([
    ['name:a', 'ruc:1'],
    ['name:b', 'ruc:1'],
  ]);
});
