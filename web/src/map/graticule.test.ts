import { expect, it } from 'vitest';
import { graticule, sexagesimal, step } from './graticule';

it('writes degrees as coarsely as the line allows', () => {
  expect(sexagesimal(-12, 'N', 'S')).toBe('12° S');
  expect(sexagesimal(-12.5, 'N', 'S')).toBe('12°30′ S');
  expect(sexagesimal(-71.9918, 'E', 'O')).toBe('71°59′30″ O');
});

it('carries seconds that round up to a minute', () => {
  expect(sexagesimal(-12.99999, 'N', 'S')).toBe('13° S');
});

it('puts at least five lines across what is seen', () => {
  expect(step(10)).toBe(2);
  expect(step(1)).toBe(1 / 6);
  const seen = [-72.02, -12.63, -71.98, -12.59] as const;
  const lines = graticule([...seen], 'O').features;
  const crossing = lines.filter(({ geometry: { coordinates } }) => {
    const [lon, lat] = coordinates[0] ?? [0, 0];
    return (lon ?? 0) >= seen[0] && (lon ?? 0) <= seen[2] && (lat ?? 0) < seen[1];
  });
  expect(crossing.length).toBeGreaterThanOrEqual(4);
});
