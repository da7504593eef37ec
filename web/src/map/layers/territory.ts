import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { Switch } from '../map_state';
import type { Palette } from '../palette';
import { labelPaint, REGULAR } from './text';

interface Manner {
  color: keyof Palette;
  /** Opacity of the fill, or the pattern that tells the area from others without colour. */
  fill?: number;
  pattern?: string;
  width: number;
  dash?: number[];
  label: number;
  /** Points: their names stand where they are. */
  isPoint?: boolean;
}

/** How each kind of area is drawn: colour, pattern and dash differ, never colour alone. */
const MANNERS: Partial<Record<Switch, Manner>> = {
  district: { color: 'district', width: 1, dash: [6, 3, 1, 3], label: 8 },
  mining_zone: { color: 'zone', pattern: 'hatch', width: 1.2, dash: [2, 2], label: 11 },
  buffer_zone: { color: 'buffer', fill: 0.07, width: 1.4, dash: [5, 2.5], label: 10 },
  protected_area: { color: 'park', fill: 0.16, width: 2, label: 8 },
  native_community: { color: 'community', pattern: 'dots', width: 1.6, dash: [1, 1.6], label: 11 },
  forestry_concession: { color: 'park', width: 1.2, dash: [8, 2], label: 11 },
  conservation_concession: { color: 'park', width: 1.6, dash: [2, 1.5], label: 11 },
  wetland: { color: 'river', fill: 0.1, width: 1, dash: [2, 3], label: 12 },
  lake: { color: 'river', fill: 0.3, width: 1, label: 12 },
  road: { color: 'label', width: 1.4, label: 13 },
  settlement: { color: 'label', width: 1, label: 9, isPoint: true },
  other: { color: 'label', fill: 0.05, width: 1, label: 12 },
};

const IS_POINT: FilterSpecification = ['==', ['geometry-type'], 'Point'];
const IS_AREA: FilterSpecification = ['==', ['geometry-type'], 'Polygon'];

/** Returns fill, line and label of one kind of area, drawn from the source of its name. */
export function territory(kind: Switch, colours: Palette, tone: string): LayerSpecification[] {
  const manner = MANNERS[kind];
  if (!manner) return [];
  const color = colours[manner.color];
  const source = { source: kind, 'source-layer': kind };
  const layers: LayerSpecification[] = [];
  if (manner.fill !== undefined || manner.pattern) {
    layers.push({
      id: `${kind}-fill`,
      type: 'fill',
      ...source,
      filter: IS_AREA,
      paint: manner.pattern
        ? { 'fill-pattern': `${manner.pattern}/${kind}/${tone}` }
        : { 'fill-color': color, 'fill-opacity': manner.fill ?? 0 },
    });
  }
  layers.push({
    id: `${kind}-line`,
    type: 'line',
    ...source,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': color,
      'line-width': ['interpolate', ['linear'], ['zoom'], 6, manner.width * 0.6, 14, manner.width],
      'line-opacity': 0.9,
      ...(manner.dash ? { 'line-dasharray': manner.dash } : {}),
    },
  });
  layers.push({
    id: `${kind}-label`,
    type: 'symbol',
    ...source,
    minzoom: manner.label,
    filter: manner.isPoint ? IS_POINT : IS_AREA,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': REGULAR,
      'text-size': kind === 'district' ? 11 : 12,
      'text-max-width': 9,
      'text-letter-spacing': kind === 'district' ? 0.08 : 0,
      'text-transform': kind === 'district' ? 'uppercase' : 'none',
    },
    paint: labelPaint(colours, color),
  });
  return layers;
}
