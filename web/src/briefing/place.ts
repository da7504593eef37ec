/** The place a briefing is for: a point with a radius, or a drawn area, kept in the address. */
import type { LonLat } from '../alert/mercator';
import { LEAST_VERTICES, MOST_VERTICES } from '../map/drawing';

export const LEAST_RADIUS_M = 100;
export const MOST_RADIUS_M = 100_000;
export const USUAL_RADIUS_M = 10_000;

export type Place =
  { kind: 'point'; lon: number; lat: number; radius_m: number } | { kind: 'area'; vertices: LonLat[] };

function within(value: number, least: number, most: number): boolean {
  return Number.isFinite(value) && value >= least && value <= most;
}

function lonLat(lonText: string | null | undefined, latText: string | null | undefined): LonLat | null {
  if (!lonText?.trim() || !latText?.trim()) return null;
  const [lon, lat] = [Number(lonText), Number(latText)];
  return within(lon, -180, 180) && within(lat, -90, 90) ? { lon, lat } : null;
}

/** Reads the place from an address; `null` where it names none that can be used. */
export function readPlace(query: URLSearchParams): Place | null {
  const area = query.get('area');
  if (area !== null) {
    const vertices = area.split(';').map((pair) => {
      const [lon, lat, more] = pair.split(',');
      return more === undefined ? lonLat(lon, lat) : null;
    });
    if (!within(vertices.length, LEAST_VERTICES.area, MOST_VERTICES)) return null;
    return vertices.every((vertex) => vertex !== null) ? { kind: 'area', vertices } : null;
  }
  const at = lonLat(query.get('lon'), query.get('lat'));
  if (!at) return null;
  const stated = query.get('radius_m');
  const radius_m = stated === null ? USUAL_RADIUS_M : Number(stated);
  if (!within(radius_m, LEAST_RADIUS_M, MOST_RADIUS_M)) return null;
  return { kind: 'point', ...at, radius_m };
}

/** About 0.1 m: more digits would claim what no image shows. */
function degrees(value: number): string {
  return String(Number(value.toFixed(6)));
}

/** Writes the place for an address of the page or of the API. */
export function writePlace(place: Place): URLSearchParams {
  const query = new URLSearchParams();
  if (place.kind === 'area') {
    query.set('area', place.vertices.map(({ lon, lat }) => `${degrees(lon)},${degrees(lat)}`).join(';'));
  } else {
    query.set('lon', degrees(place.lon));
    query.set('lat', degrees(place.lat));
    query.set('radius_m', String(Math.round(place.radius_m)));
  }
  return query;
}

/** Says whether an address tries to name a place, usable or not. */
export function namesPlace(query: URLSearchParams): boolean {
  return ['area', 'lon', 'lat'].some((name) => query.has(name));
}

/** Returns the query as people read it: commas and semicolons are legal there. */
export function queryOf(place: Place): string {
  return writePlace(place).toString().replaceAll('%2C', ',').replaceAll('%3B', ';');
}

export const USUAL_TARGETS = 20;
export const MOST_TARGETS = 100;

/** Reads how many targets the briefing may hold; what makes no sense is the usual number. */
export function readLimit(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? USUAL_TARGETS);
  return Number.isInteger(limit) && within(limit, 1, MOST_TARGETS) ? limit : USUAL_TARGETS;
}

/** Returns the box round a place, in degrees; a radius is laid out on the sphere. */
export function boundsOfPlace(place: Place): [number, number, number, number] {
  if (place.kind === 'area') {
    const lons = place.vertices.map(({ lon }) => lon);
    const lats = place.vertices.map(({ lat }) => lat);
    return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  }
  const high = place.radius_m / 111_195;
  const wide = high / Math.max(0.01, Math.cos((place.lat * Math.PI) / 180));
  return [place.lon - wide, place.lat - high, place.lon + wide, place.lat + high];
}
