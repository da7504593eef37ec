/** The chosen place on the map, as a function of state. */
import type { LonLat } from '../alert/mercator';
import { drawnFeatures, feature, polygonOf, type Drawn } from '../map/drawing';
import { circle } from './circle';

export interface Chosen {
  mode: 'point' | 'area';
  point: LonLat | null;
  radius_m: number;
  vertices: LonLat[];
}

/** Returns what is drawn: a ring and its middle, or the corners and sides so far. */
export function chosenFeatures({ mode, point, radius_m, vertices }: Chosen): Drawn[] {
  if (mode === 'area') return drawnFeatures(vertices, 'area');
  if (!point) return [];
  return [
    feature(polygonOf(circle(point, radius_m).slice(1))),
    feature({ type: 'Point', coordinates: [point.lon, point.lat] }),
  ];
}
