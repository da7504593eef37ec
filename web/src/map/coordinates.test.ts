import { expect, it } from 'vitest';
import { degrees, utm } from './coordinates';

// Worked with PROJ: echo "-69.95 -12.85" | gdaltransform -s_srs EPSG:4326 -t_srs EPSG:32719
// (and 32718), to the metre.
it('gives UTM in the zone of the place, south of the equator', () => {
  expect(utm(-69.95, -12.85)).toBe('19S 396915 8579262');
  expect(utm(-72.5, -12.85)).toBe('18S 771343 8578135');
});

it('gives degrees with latitude first and the letter of the reader for west', () => {
  expect(degrees(-70.0168, -12.8342, 'O')).toBe('12°50′03″ S, 70°01′00″ O');
});
