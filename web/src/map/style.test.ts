import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { beforeAll, describe, expect, it } from 'vitest';
import { NOTHING, SWITCHES, type MapState, type Switch } from './map_state';
import { mapStyle } from './style';

beforeAll(() => {
  Object.assign(globalThis, { location: { origin: 'http://vigia.test' } });
});

const KINDS = ['alerts', 'reports', 'mining_right', 'reinfo', 'mining_zone', 'protected_area', 'buffer_zone', 'native_community', 'forestry_concession', 'conservation_concession', 'river', 'lake', 'wetland', 'road', 'settlement', 'district', 'other'];

function state(changes: Partial<MapState> = {}): MapState {
  return {
    theme: 'light',
    tiles: {
      version: 'v1',
      layers: KINDS.map((name) => ({ name, kind: name, features: 3, bounds: [-72, -13, -71, -12], min_zoom: 0, max_zoom: 14 })),
    },
    shown: Object.fromEntries(SWITCHES.map((name) => [name, true])) as Record<Switch, boolean>,
    filter: null,
    hovered: null,
    selected: null,
    picture: null,
    graticule: NOTHING,
    pin: null,
    asked: [],
    ...changes,
  };
}

const PICTURE = { scene: 'S2', preset: 'natural', bounds: [-72, -13, -71, -12] as [number, number, number, number], opacity: 0.8 };
const ids = (changes: Partial<MapState> = {}) => mapStyle(state(changes)).layers.map(({ id }) => id);

describe('the style', () => {
  it('is valid in each theme, with and without a picture, filter and selection', () => {
    for (const theme of ['light', 'dark'] as const) {
      for (const picture of [null, PICTURE]) {
        for (const filter of [null, ['in', ['get', 'id'], ['literal', ['a1']]] as MapState['filter']]) {
          const style = mapStyle(state({ theme, picture, filter, hovered: 'a1', pin: { lon: -72, lat: -12 } }));
          expect(validateStyleMin(style)).toEqual([]);
        }
      }
    }
  });

  it('draws alerts above layers, and their marks above every name', () => {
    const order = ids();
    expect(order.indexOf('alerts-line')).toBeGreaterThan(order.indexOf('mining_right-line'));
    expect(order.indexOf('alerts-mark')).toBeGreaterThan(order.indexOf('mining_right-label'));
    expect(order.at(-1)).toBe('pin');
  });

  it('draws the ground asked about below alerts, and its corners above all', () => {
    const asked = [{ type: 'Feature' as const, properties: {}, geometry: { type: 'Point' as const, coordinates: [-72, -12] } }];
    expect(validateStyleMin(mapStyle(state({ asked })))).toEqual([]);
    const order = ids({ asked });
    expect(order.indexOf('asked-limit')).toBeLessThan(order.indexOf('alerts-line'));
    expect(order.at(-1)).toBe('asked-corner');
    expect(ids().filter((id) => id.startsWith('asked'))).toEqual([]);
  });

  it('leaves out what is switched off', () => {
    const shown = { ...state().shown, mining_right: false };
    expect(ids({ shown }).filter((id) => id.startsWith('mining_right'))).toEqual([]);
  });

  it('draws nothing from a layer that the server does not have', () => {
    const tiles = { version: 'v1', layers: [] };
    expect(ids({ tiles })).toEqual(['background', 'graticule-line', 'graticule-label', 'pin']);
  });

  it('tells confirmed from provisional by shape, not by colour alone', () => {
    const marks = mapStyle(state()).layers.find(({ id }) => id === 'alerts-mark');
    expect(JSON.stringify(marks)).toContain('["concat","alert-",["get","state"]');
    const line = mapStyle(state()).layers.find(({ id }) => id === 'alerts-line');
    expect(JSON.stringify(line)).toContain('line-dasharray');
  });

  it('asks nothing of another host', () => {
    const urls = JSON.stringify(mapStyle(state({ picture: PICTURE }))).match(/https?:\/\/[^/"]+/g) ?? [];
    expect(new Set(urls)).toEqual(new Set(['http://vigia.test']));
  });
});
