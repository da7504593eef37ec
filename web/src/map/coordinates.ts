import { LatLon } from 'geodesy/utm.js';
import { sexagesimal } from './graticule';

/** Returns `19S 345678 8576543` (WGS84, metres), the form in which Peru quotes places. */
export function utm(lon: number, lat: number): string {
  const place = new LatLon(lat, lon).toUtm();
  return `${place.zone}${place.hemisphere} ${Math.round(place.easting)} ${Math.round(place.northing)}`;
}

/** Returns `12°50′03″ S, 70°01′10″ O`; `west` is the reader's letter for it. */
export function degrees(lon: number, lat: number, west: string): string {
  return `${sexagesimal(lat, 'N', 'S', true)}, ${sexagesimal(lon, 'E', west, true)}`;
}

