import { expect, it } from 'vitest';
import { ApiError } from '../api/transport';
import { asksForCrs, FILE_MAX_BYTES, fileFault, USUAL_CRS } from './ground_file';

const refusal = (code: string, detail: string) =>
  new ApiError(422, code, { type: `/problems/${code}`, title: '', status: 422, detail, code });

it('sends one file that holds something and is not too large', () => {
  expect(fileFault([{ size: FILE_MAX_BYTES }])).toBeNull();
  expect(fileFault([{ size: FILE_MAX_BYTES + 1 }])).toBe('too-large');
  expect(fileFault([{ size: 0 }])).toBe('empty');
  expect(fileFault([])).toBe('empty');
  expect(fileFault([{ size: 1 }, { size: 1 }])).toBe('several');
});

it('offers the six usual systems of Peru by their codes', () => {
  expect(USUAL_CRS.map(({ code, name }) => `${name} ${code}`)).toEqual([
    'WGS84 17S EPSG:32717',
    'WGS84 18S EPSG:32718',
    'WGS84 19S EPSG:32719',
    'PSAD56 17S EPSG:24877',
    'PSAD56 18S EPSG:24878',
    'PSAD56 19S EPSG:24879',
  ]);
});

it('asks for a system only where the server names one in its refusal', () => {
  expect(asksForCrs(refusal('unusable_file', 'No lo indica. Por ejemplo con --crs EPSG:32719.'))).toBe(true);
  expect(asksForCrs(refusal('unusable_file', 'El archivo está vacío.'))).toBe(false);
  expect(asksForCrs(refusal('too_large', 'EPSG:32719'))).toBe(false);
  expect(asksForCrs(new TypeError('Failed to fetch'))).toBe(false);
});
