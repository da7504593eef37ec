/** The chosen place on the map: layers over the map's own style, as a function of state. */
import type { Feature, Polygon, LineString, Point } from 'geojson';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { LonLat } from '../alert/mercator';
import { circle } from './circle';

export interface Chosen {
  mode: 'point' | 'area';
  point: LonLat | null;
  radius_m: number;
  vertices: LonLat[];
}

type Drawn = Feature<Polygon | LineString | Point>;

const pair = ({ lon, lat }: LonLat): [number, number] => [lon, lat];

/** Returns what is drawn: a ring and its middle, or the corners and sides so far. */
export function chosenFeatures({ mode, point, radius_m, vertices }: Chosen): Drawn[] {
  const feature = <G extends Drawn['geometry']>(geometry: G): Feature<G> => ({
    type: 'Feature',
    properties: {},
    geometry,
  });
  if (mode === 'point') {
    if (!point) return [];
    return [
      feature({ type: 'Polygon', coordinates: [circle(point, radius_m).map(pair)] }),
      feature({ type: 'Point', coordinates: pair(point) }),
    ];
  }
  const corners = vertices.map((vertex) => feature({ type: 'Point', coordinates: pair(vertex) }));
  const first = vertices[0];
  if (!first || vertices.length < 2) return corners;
  const sides = vertices.map(pair);
  return vertices.length < 3
    ? [feature({ type: 'LineString', coordinates: sides }), ...corners]
    : [feature({ type: 'Polygon', coordinates: [[...sides, pair(first)]] }), ...corners];
}

const LIMIT = '#0a58ca';
const LAYERS: LayerSpecification[] = [
  {
    id: 'chosen-inside',
    type: 'fill',
    source: 'chosen',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': LIMIT, 'fill-opacity': 0.1 },
  },
  {
    id: 'chosen-halo',
    type: 'line',
    source: 'chosen',
    filter: ['!=', ['geometry-type'], 'Point'],
    paint: { 'line-color': '#ffffff', 'line-width': 4.5, 'line-opacity': 0.8 },
  },
  {
    id: 'chosen-limit',
    type: 'line',
    source: 'chosen',
    filter: ['!=', ['geometry-type'], 'Point'],
    paint: { 'line-color': LIMIT, 'line-width': 2 },
  },
  {
    id: 'chosen-corner',
    type: 'circle',
    source: 'chosen',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 5,
      'circle-color': LIMIT,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 2,
    },
  },
];

/** Returns `style` with the chosen place on top. */
export function withChosen(style: StyleSpecification, chosen: Chosen): StyleSpecification {
  return {
    ...style,
    sources: {
      ...style.sources,
      chosen: { type: 'geojson', data: { type: 'FeatureCollection', features: chosenFeatures(chosen) } },
    },
    layers: [...style.layers, ...LAYERS],
  };
}
