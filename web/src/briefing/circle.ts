/** A radius on the ground as a ring of places. */
import type { LonLat } from '../alert/mercator';

const EARTH_RADIUS_M = 6_371_008.8;

/** Returns a closed ring at `radius_m` round `centre`, on the sphere (within 0.6 % of the ellipsoid). */
export function circle(centre: LonLat, radius_m: number, sides = 72): LonLat[] {
  const angle = radius_m / EARTH_RADIUS_M;
  const lat = (centre.lat * Math.PI) / 180;
  const lon = (centre.lon * Math.PI) / 180;
  return Array.from({ length: sides + 1 }, (_, index) => {
    const bearing = (2 * Math.PI * (index % sides)) / sides;
    const there = Math.asin(
      Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing),
    );
    const along = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(lat),
      Math.cos(angle) - Math.sin(lat) * Math.sin(there),
    );
    return { lon: ((lon + along) * 180) / Math.PI, lat: (there * 180) / Math.PI };
  });
}
