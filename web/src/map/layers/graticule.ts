import type { LayerSpecification } from 'maplibre-gl';
import type { Palette } from '../palette';
import { labelPaint, REGULAR } from './text';

/** Lines of equal latitude and longitude with their degrees. */
export function graticule(colours: Palette, overPicture: boolean): LayerSpecification[] {
  return [
    {
      id: 'graticule-line',
      type: 'line',
      source: 'graticule',
      paint: {
        'line-color': colours.grid,
        'line-width': 0.7,
        'line-opacity': overPicture ? 0.5 : 0.9,
      },
    },
    {
      id: 'graticule-label',
      type: 'symbol',
      source: 'graticule',
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 700,
        'text-field': ['get', 'label'],
        'text-font': REGULAR,
        'text-size': 10.5,
        'text-offset': [0, -0.7],
        'text-max-angle': 30,
      },
      paint: labelPaint(colours, colours.district),
    },
  ];
}
