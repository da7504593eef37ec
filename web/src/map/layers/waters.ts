import type { LayerSpecification } from 'maplibre-gl';
import type { Palette } from '../palette';
import { labelPaint, REGULAR } from './text';

const source = { source: 'river', 'source-layer': 'river' };

/** Rivers: areas are filled, lines grow with the zoom, names follow the bed. */
export function waters(colours: Palette): LayerSpecification[] {
  return [
    {
      id: 'river-fill',
      type: 'fill',
      ...source,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.river, 'fill-opacity': 0.4 },
    },
    {
      id: 'river-line',
      type: 'line',
      ...source,
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': colours.river,
        'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 6, 0.8, 12, 2, 16, 5],
      },
    },
    {
      id: 'river-label',
      type: 'symbol',
      ...source,
      minzoom: 10,
      layout: {
        'symbol-placement': 'line',
        'text-field': ['get', 'name'],
        'text-font': REGULAR,
        'text-size': 12,
        'text-letter-spacing': 0.06,
        'symbol-spacing': 400,
      },
      paint: labelPaint(colours, colours.river),
    },
  ];
}
