import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { api } from '../api/api';
import { alertMarks, alertOutlines } from './layers/alerts';
import { asked } from './layers/asked';
import { graticule } from './layers/graticule';
import { reinfo, reports } from './layers/points';
import { rights } from './layers/rights';
import { territory } from './layers/territory';
import { waters } from './layers/waters';
import { type MapState, type Switch } from './map_state';
import { palette, tone } from './palette';

/** Layers that come as vector tiles, if the server has them. */
const TILED: Switch[] = [
  'district',
  'mining_zone',
  'buffer_zone',
  'protected_area',
  'native_community',
  'other',
  'mining_right',
  'river',
  'reinfo',
  'reports',
  'alerts',
];

/** Returns the whole style of the map for `state`; the engine applies the difference. */
export function mapStyle(state: MapState): StyleSpecification {
  const over = state.picture !== null;
  const colours = palette(state.theme, over);
  const shade = tone(state.theme, over);
  const sources = mapSources(state);
  const on = (name: Switch) => state.shown[name];

  const layers: LayerSpecification[] = [
    { id: 'background', type: 'background', paint: { 'background-color': colours.paper } },
  ];
  if (state.picture) {
    layers.push({
      id: 'picture',
      type: 'raster',
      source: 'picture',
      paint: { 'raster-opacity': state.picture.opacity, 'raster-fade-duration': 120 },
    });
  }
  const areas: Switch[] = [
    'district',
    'forestry_concession',
    'conservation_concession',
    'mining_zone',
    'buffer_zone',
    'protected_area',
    'native_community',
    'wetland',
    'lake',
    'road',
    'settlement',
    'other',
  ];
  for (const kind of areas) if (on(kind)) layers.push(...territory(kind, colours, shade));
  if (on('river')) layers.push(...waters(colours));
  if (on('graticule')) layers.push(...graticule(colours, over));
  if (on('mining_right')) layers.push(...rights(colours));
  if (on('reinfo')) layers.push(...reinfo(colours, shade));
  layers.push(...asked(colours));
  if (on('alerts')) layers.push(...alertOutlines(state, colours));
  if (on('reports')) layers.push(...reports(shade));
  if (on('alerts')) layers.push(...alertMarks(state, shade));
  layers.push({
    id: 'pin',
    type: 'symbol',
    source: 'pin',
    layout: { 'icon-image': `pin/${shade}`, 'icon-anchor': 'bottom', 'icon-allow-overlap': true },
  });

  return {
    version: 8,
    sources,
    // A layer that the server does not have has no source to be drawn from. Names come last.
    layers: layers
      .filter((layer) => !('source' in layer) || layer.source in sources)
      .sort((a, b) => rank(a) - rank(b)),
  };
}

function rank(layer: LayerSpecification): number {
  if (layer.id === 'alerts-mark' || layer.id === 'pin') return 2;
  if (layer.id === 'asked-corner') return 3;
  return layer.id.endsWith('-label') ? 1 : 0;
}

function mapSources(state: MapState): Record<string, SourceSpecification> {
  const sources: Record<string, SourceSpecification> = {
    graticule: { type: 'geojson', data: state.graticule },
    pin: {
      type: 'geojson',
      data: {
        type: 'FeatureCollection',
        features: state.pin
          ? [
              {
                type: 'Feature',
                properties: {},
                geometry: { type: 'Point', coordinates: [state.pin.lon, state.pin.lat] },
              },
            ]
          : [],
      },
    },
  };
  if (state.asked.length > 0) {
    sources.asked = { type: 'geojson', data: { type: 'FeatureCollection', features: state.asked } };
  }
  for (const layer of state.tiles?.layers ?? []) {
    if (!TILED.includes(layer.name as Switch) || layer.features === 0) continue;
    sources[layer.name] = {
      type: 'vector',
      tiles: [api.tiles.vectorUrl(layer.name, state.tiles?.version ?? '')],
      minzoom: layer.min_zoom,
      maxzoom: layer.max_zoom,
      ...(layer.bounds ? { bounds: layer.bounds } : {}),
    };
  }
  if (state.picture) {
    const { scene, preset, before, bounds } = state.picture;
    sources.picture = {
      type: 'raster',
      tiles: [api.tiles.sceneUrl(scene, preset, before)],
      tileSize: 256,
      ...(bounds ? { bounds } : {}),
      maxzoom: 17,
    };
  }
  return sources;
}
