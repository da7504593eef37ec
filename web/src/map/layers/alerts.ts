import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapState } from '../map_state';
import type { Palette } from '../palette';

const source = { source: 'alerts', 'source-layer': 'alerts' };
/** From here on the outline says more than the mark. */
const OUTLINE_ZOOM = 12.5;

/** Outlines of the alerts: solid when confirmed, dashed when provisional. */
export function alertOutlines(state: MapState, colours: Palette): LayerSpecification[] {
  const confirmed: ExpressionSpecification = ['==', ['get', 'state'], 'confirmed'];
  const color: ExpressionSpecification = ['case', confirmed, colours.confirmed, colours.provisional];
  const chosen = isOneOf(state.hovered, state.selected);
  const filter = { filter: shape('outline', state.filter) };
  return [
    {
      id: 'alerts-fill',
      type: 'fill',
      ...source,
      ...filter,
      paint: {
        'fill-color': color,
        // Over a picture the ground itself must stay visible.
        'fill-opacity': state.picture ? 0.08 : ['case', chosen, 0.42, 0.26],
      },
    },
    {
      id: 'alerts-casing',
      type: 'line',
      ...source,
      ...filter,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.halo, 'line-width': ['case', chosen, 6, 3.5] },
    },
    {
      id: 'alerts-line',
      type: 'line',
      ...source,
      ...filter,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': color,
        'line-width': ['case', chosen, 3, 1.7],
        'line-dasharray': ['case', confirmed, ['literal', [1, 0]], ['literal', [2.4, 1.4]]],
      },
    },
  ];
}

/** A mark at the middle of each alert: a full diamond when confirmed, a ring when not. */
export function alertMarks(state: MapState, tone: string): LayerSpecification[] {
  const chosen = isOneOf(state.hovered, state.selected);
  const size = (plain: number, large: number): ExpressionSpecification => [
    'case',
    chosen,
    large,
    plain,
  ];
  return [
    {
      id: 'alerts-mark',
      type: 'symbol',
      ...source,
      filter: shape('point', state.filter),
      layout: {
        'icon-image': ['concat', 'alert-', ['get', 'state'], `/${tone}`],
        'icon-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          6,
          size(0.7, 1.1),
          OUTLINE_ZOOM,
          size(0.95, 1.35),
        ],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        // The most certain lies on top.
        'symbol-sort-key': ['get', 'confidence'],
      },
      paint: {
        'icon-opacity': [
          'interpolate',
          ['linear'],
          ['zoom'],
          OUTLINE_ZOOM + 1.5,
          1,
          OUTLINE_ZOOM + 2.5,
          ['case', chosen, 1, 0.55],
        ],
      },
    },
  ];
}

/** Tiles hold each alert twice: as a point for every zoom and as an outline for deep ones. */
function shape(name: string, filter: ExpressionSpecification | null): ExpressionSpecification {
  const right: ExpressionSpecification = ['==', ['get', 'shape'], name];
  return filter ? ['all', right, filter] : right;
}

function isOneOf(...ids: (string | null)[]): ExpressionSpecification {
  return ['in', ['get', 'id'], ['literal', ids.filter((id) => id !== null)]];
}
