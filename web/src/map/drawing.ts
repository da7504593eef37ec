/** An area or a line being drawn with clicks: what it holds, and whether it may be used. */
import type { Feature, LineString, Point, Polygon } from 'geojson';
import type { LonLat } from '../alert/mercator';

export type DrawingKind = 'area' | 'line';

export const LEAST_VERTICES: Record<DrawingKind, number> = { area: 3, line: 2 };
export const MOST_VERTICES = 200;

export type DrawingFault = 'too-few' | 'too-many' | 'crosses';

/** Adds a vertex; one on the same spot as the last (a double click) is left out. */
export function withVertex(vertices: LonLat[], vertex: LonLat): LonLat[] {
  const last = vertices.at(-1);
  const same = last && Math.hypot(last.lon - vertex.lon, last.lat - vertex.lat) < 1e-7;
  return same || vertices.length >= MOST_VERTICES ? vertices : [...vertices, vertex];
}

/** Says why a drawing cannot be used yet; `null` where it can. A line may cross itself: tracks do. */
export function drawingFault(vertices: LonLat[], kind: DrawingKind = 'area'): DrawingFault | null {
  if (vertices.length < LEAST_VERTICES[kind]) return 'too-few';
  if (vertices.length > MOST_VERTICES) return 'too-many';
  return kind === 'area' && crossesItself(vertices) ? 'crosses' : null;
}

export type Drawn = Feature<Polygon | LineString | Point>;

const pair = ({ lon, lat }: LonLat): [number, number] => [lon, lat];

export function feature<G extends Drawn['geometry']>(geometry: G): Feature<G> {
  return { type: 'Feature', properties: {}, geometry };
}

/** Returns the closed area of `vertices`. */
export function polygonOf(vertices: LonLat[]): Polygon {
  const [first] = vertices;
  return { type: 'Polygon', coordinates: [first ? [...vertices, first].map(pair) : []] };
}

export function lineOf(vertices: LonLat[]): LineString {
  return { type: 'LineString', coordinates: vertices.map(pair) };
}

/** Returns what is drawn so far: the corners, and the sides or the area between them. */
export function drawnFeatures(vertices: LonLat[], kind: DrawingKind): Drawn[] {
  const corners = vertices.map((vertex) => feature({ type: 'Point', coordinates: pair(vertex) }));
  if (vertices.length < 2) return corners;
  const isClosed = kind === 'area' && vertices.length >= LEAST_VERTICES.area;
  return [feature(isClosed ? polygonOf(vertices) : lineOf(vertices)), ...corners];
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
