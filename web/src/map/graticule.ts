import type { Feature, FeatureCollection, LineString } from 'geojson';
import type { BBox } from '../api/contract';

/** Steps between lines in degrees: whole degrees, then minutes, then seconds. */
const STEPS = [10, 5, 2, 1, 1 / 2, 1 / 4, 1 / 6, 1 / 12, 1 / 30, 1 / 60, 1 / 120, 1 / 360, 1 / 720];
const LINES_WISHED = 5;

/** Returns the step, in degrees, that puts about five lines across `span` degrees. */
export function step(span: number): number {
  return STEPS.find((degrees) => span / degrees >= LINES_WISHED) ?? 1 / 720;
}

/**
 * Returns `12°36′30″ S` for −12.6083…; `positive` and `negative` name the hemispheres. Minutes
 * and seconds of zero are left out unless `full`.
 */
export function sexagesimal(
  degrees: number,
  positive: string,
  negative: string,
  full = false,
): string {
  const seconds = Math.round(Math.abs(degrees) * 3600);
  const d = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = seconds % 60;
  const pad = (n: number) => String(n).padStart(2, '0');
  const fine = full || s > 0 ? `${pad(m)}′${pad(s)}″` : m > 0 ? `${pad(m)}′` : '';
  return `${d}°${fine} ${degrees < 0 ? negative : positive}`;
}

/** Returns the lines across `bounds` and a little beyond, so that moving shows no edge. */
export function graticule(bounds: BBox, west: string): FeatureCollection<LineString> {
  const [w, s, e, n] = bounds;
  const degrees = step(Math.max(e - w, n - s));
  const first = (value: number) => Math.floor(value / degrees) - 1;
  const last = (value: number) => Math.ceil(value / degrees) + 1;
  const features: Feature<LineString>[] = [];
  const line = (from: [number, number], to: [number, number], label: string) =>
    features.push({
      type: 'Feature',
      properties: { label },
      geometry: { type: 'LineString', coordinates: [from, to] },
    });
  const south = Math.max(-85, first(s) * degrees);
  const north = Math.min(85, last(n) * degrees);
  for (let i = first(w); i <= last(e); i += 1) {
    const lon = i * degrees;
    line([lon, south], [lon, north], sexagesimal(lon, 'E', west));
  }
  for (let i = first(s); i <= last(n); i += 1) {
    const lat = i * degrees;
    if (Math.abs(lat) > 85) continue;
    line([first(w) * degrees, lat], [last(e) * degrees, lat], sexagesimal(lat, 'N', 'S'));
  }
  return { type: 'FeatureCollection', features };
}
