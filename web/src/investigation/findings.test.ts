import { expect, it } from 'vitest';
import { countsOf, grouped, readWanted, workedHa } from './findings';

const finding = (
  right: string,
  kind: 'declared_without_working' | 'working_without_declaration',
  not_observable: 'cloud' | null = null,
) => ({ right, kind, not_observable });

const FINDINGS = [
  finding('06', 'declared_without_working', 'cloud'),
  finding('03', 'declared_without_working'),
  finding('01', 'declared_without_working'),
  finding('04', 'working_without_declaration'),
];
const ALL = { kind: null, observed: false };
const rights = (wanted: Parameters<typeof grouped>[1]) =>
  grouped(FINDINGS, wanted).map(({ findings }) => findings.map(({ right }) => right));

it('tells what could be observed before what could not, else in the order of the server', () => {
  expect(rights(ALL)).toEqual([['03', '01', '06'], ['04']]);
});

it('leaves out what is not wanted, and kinds that have nothing left', () => {
  expect(rights({ ...ALL, observed: true })).toEqual([['03', '01'], ['04']]);
  expect(rights({ ...ALL, kind: 'working_without_declaration' })).toEqual([['04']]);
  expect(grouped([FINDINGS[0] ?? finding('', 'declared_without_working')], { ...ALL, observed: true })).toEqual([]);
});

it('counts each kind as the rest of the filter leaves it', () => {
  expect(countsOf(FINDINGS, false)).toEqual({ declared_without_working: 3, working_without_declaration: 1 });
  expect(countsOf(FINDINGS, true)).toEqual({ declared_without_working: 2, working_without_declaration: 1 });
});

it('reads the filter from the address, and nothing that makes no sense', () => {
  const read = (query: string) => readWanted(new URLSearchParams(query));
  expect(read('kind=declared_without_working&observed=1')).toEqual({
    kind: 'declared_without_working',
    observed: true,
  });
  expect(read('kind=crime&observed=yes')).toEqual(ALL);
});

it('sums up the ground inside the right', () => {
  const working = (area_ha: number) => ({
    alert: 'a',
    area_ha,
    not_before: '2023-02-05',
    not_after: '2023-08-04',
    touches: 1,
  });
  expect(workedHa({ workings: [working(0.5), working(1.25)] })).toBe(1.75);
  expect(workedHa({ workings: [] })).toBe(0);
});
