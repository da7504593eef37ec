import type { LayerSpecification } from 'maplibre-gl';
import type { Palette } from '../palette';
import { labelPaint, REGULAR } from './text';

/** REINFO records: small squares; a record is a declaration, not a title. */
export function reinfo(colours: Palette, tone: string): LayerSpecification[] {
  const source = { source: 'reinfo', 'source-layer': 'reinfo' };
  return [
    {
      id: 'reinfo-symbol',
      type: 'symbol',
      ...source,
      minzoom: 9,
      layout: {
        'icon-image': `reinfo/${tone}`,
        'icon-allow-overlap': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.5, 14, 1],
        'text-field': ['step', ['zoom'], '', 15, ['coalesce', ['get', 'code'], '']],
        'text-font': REGULAR,
        'text-size': 10.5,
        'text-offset': [0, 0.9],
        'text-anchor': 'top',
        'text-optional': true,
      },
      paint: labelPaint(colours, colours.reinfo),
    },
  ];
}

/** Field reports: flags. */
export function reports(tone: string): LayerSpecification[] {
  return [
    {
      id: 'reports-symbol',
      type: 'symbol',
      source: 'reports',
      'source-layer': 'reports',
      layout: {
        'icon-image': `report/${tone}`,
        'icon-anchor': 'bottom-left',
        'icon-offset': [-3, 2],
        'icon-allow-overlap': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 7, 0.6, 13, 1],
      },
    },
  ];
}
