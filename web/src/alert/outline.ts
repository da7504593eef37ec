/** Outlines of alerts: their box, and their drawing in a pane. */
import { offsetOf, type Bounds, type LonLat, type View } from './mercator';

/** GeoJSON polygons, longitude before latitude. */
export type Outline =
  { type: 'MultiPolygon'; coordinates: number[][][][] } | { type: 'Polygon'; coordinates: number[][][] };

/** Returns every ring, outer ones and holes alike. */
export function ringsOf(outline: Outline): number[][][] {
  return outline.type === 'Polygon' ? outline.coordinates : outline.coordinates.flat();
}

/** Returns the box round an outline; `null` where it has no vertex. */
export function boundsOf(outline: Outline): Bounds | null {
  const vertices = ringsOf(outline).flat();
  if (vertices.length === 0) return null;
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = NaN, lat = NaN] of vertices) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

/** Returns the middle of a box. */
export function middleOf(bounds: Bounds): LonLat {
  return { lon: (bounds[0] + bounds[2]) / 2, lat: (bounds[1] + bounds[3]) / 2 };
}

/** Returns the `d` of an SVG path, in CSS pixels from the middle of the pane. */
export function outlinePath(outline: Outline, view: View): string {
  return ringsOf(outline)
    .map((ring) => {
      const steps = ring.map(([lon = NaN, lat = NaN], index) => {
        const at = offsetOf(view, { lon, lat });
        return `${index === 0 ? 'M' : 'L'}${at.x.toFixed(1)} ${at.y.toFixed(1)}`;
      });
      return `${steps.join('')}Z`;
    })
    .join('');
}
