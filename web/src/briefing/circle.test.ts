import { expect, it } from 'vitest';
import { circle } from './circle';

const at = (lon: number, lat: number) => ({ lon, lat });

it('lays out a radius of the stated length in every direction', () => {
  const ring = circle(at(-70, -12.86), 10_000, 4);
  expect(ring).toHaveLength(5);
  // North: 10 km is 0.08993° of latitude; east: that over the cosine of the latitude.
  expect(ring[0]?.lat).toBeCloseTo(-12.86 + 0.089932, 5);
  expect(ring[1]?.lon).toBeCloseTo(-70 + 0.089932 / Math.cos((12.86 * Math.PI) / 180), 4);
});
