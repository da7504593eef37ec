import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from '../palette';
import { labelPaint, REGULAR } from './text';

/** States of a mining right as the cadastre codes them (GEOCATMIN, `ESTADO`). */
const RIGHT_STATES = {
  titled: ['T', 'N', 'E'],
  pending: ['P', 'D'],
  extinct: ['F', 'L', 'X', 'Y'],
} as const;

function byState<T>(titled: T, pending: T, extinct: T, other: T): ExpressionSpecification {
  return [
    'match',
    ['coalesce', ['get', 'status'], ''],
    [...RIGHT_STATES.titled],
    titled,
    [...RIGHT_STATES.pending],
    pending,
    [...RIGHT_STATES.extinct],
    extinct,
    other,
  ] as unknown as ExpressionSpecification;
}

const source = { source: 'mining_right', 'source-layer': 'mining_right' };

/** Mining rights by status: solid when titled, dashed when pending, dotted when extinct. */
export function rights(colours: Palette): LayerSpecification[] {
  const color = byState(
    colours.right,
    colours.rightPending,
    colours.rightExtinct,
    colours.rightPending,
  );
  return [
    {
      id: 'mining_right-fill',
      type: 'fill',
      ...source,
      paint: { 'fill-color': color, 'fill-opacity': byState(0.1, 0.05, 0.02, 0.03) },
    },
    {
      id: 'mining_right-line',
      type: 'line',
      ...source,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': color,
        'line-width': ['interpolate', ['linear'], ['zoom'], 7, 0.5, 11, 1, 15, 1.8],
        'line-dasharray': byState(
          ['literal', [1, 0]],
          ['literal', [4, 2]],
          ['literal', [1, 2]],
          ['literal', [4, 2]],
        ),
      },
    },
    {
      id: 'mining_right-label',
      type: 'symbol',
      ...source,
      minzoom: 12,
      layout: {
        'text-field': [
          'format',
          ['coalesce', ['get', 'name'], ''],
          {},
          '\n',
          {},
          ['coalesce', ['get', 'code'], ''],
          { 'font-scale': 0.85 },
        ],
        'text-font': REGULAR,
        'text-size': 12,
        'text-max-width': 10,
      },
      paint: labelPaint(colours, colours.rightLabel),
    },
  ];
}
