/** A polygon being drawn with clicks: what it holds, and whether it may be used. */
import type { LonLat } from '../alert/mercator';
import { LEAST_VERTICES, MOST_VERTICES } from './place';

export type DrawingFault = 'too-few' | 'too-many' | 'crosses';

/** Adds a vertex; one on the same spot as the last (a double click) is left out. */
export function withVertex(vertices: LonLat[], vertex: LonLat): LonLat[] {
  const last = vertices.at(-1);
  const same = last && Math.hypot(last.lon - vertex.lon, last.lat - vertex.lat) < 1e-7;
  return same || vertices.length >= MOST_VERTICES ? vertices : [...vertices, vertex];
}

/** Says why an area cannot be used yet; `null` where it can. */
export function drawingFault(vertices: LonLat[]): DrawingFault | null {
  if (vertices.length < LEAST_VERTICES) return 'too-few';
  if (vertices.length > MOST_VERTICES) return 'too-many';
  return crossesItself(vertices) ? 'crosses' : null;
}

function side(a: LonLat, b: LonLat, c: LonLat): number {
  return Math.sign((b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon));
}

function cross(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function crossesItself(vertices: LonLat[]): boolean {
  const edges = vertices.map(
    (from, index) => [from, vertices[(index + 1) % vertices.length] ?? from] as const,
  );
  return edges.some(([a, b], first) =>
    edges.some(([c, d], second) => second > first + 1 && cross(a, b, c, d)),
  );
}
