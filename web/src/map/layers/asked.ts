import type { LayerSpecification } from 'maplibre-gl';
import type { Palette } from '../palette';

/** Ground that somebody asks about: drawn so far, chosen, or read from a file. */
export function asked(colours: Palette): LayerSpecification[] {
  return [
    {
      id: 'asked-inside',
      type: 'fill',
      source: 'asked',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.asked, 'fill-opacity': 0.1 },
    },
    {
      id: 'asked-halo',
      type: 'line',
      source: 'asked',
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': colours.halo, 'line-width': 6 },
    },
    {
      id: 'asked-limit',
      type: 'line',
      source: 'asked',
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': colours.asked, 'line-width': 3 },
    },
    {
      id: 'asked-corner',
      type: 'circle',
      source: 'asked',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 5,
        'circle-color': colours.asked,
        'circle-stroke-color': colours.halo,
        'circle-stroke-width': 2,
      },
    },
  ];
}
