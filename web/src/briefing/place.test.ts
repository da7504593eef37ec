import { describe, expect, it } from 'vitest';

import { boundsOfPlace, readLimit, readPlace, writePlace } from './place';

const read = (query: string) => readPlace(new URLSearchParams(query));

describe('a place in the address', () => {
  it('comes back as it was written', () => {
    const point = { kind: 'point', lon: -69.9712, lat: -12.8641, radius_m: 5000 } as const;
    expect(readPlace(writePlace(point))).toEqual(point);
    const area = {
      kind: 'area',
      vertices: [
        { lon: -70, lat: -13 },
        { lon: -69, lat: -13 },
        { lon: -69, lat: -12 },
      ],
    } as const;
    expect(readPlace(writePlace({ ...area, vertices: [...area.vertices] }))).toEqual(area);
  });

  it('has a usual radius', () => {
    expect(read('lon=-70&lat=-13')).toEqual({ kind: 'point', lon: -70, lat: -13, radius_m: 10_000 });
  });

  it('is none where something is missing, no number or out of range', () => {
    for (const query of [
      '',
      'lon=-70',
      'lon=&lat=-13',
      'lon=x&lat=-13',
      'lon=-200&lat=0',
      'lon=-70&lat=-13&radius_m=99',
      'lon=-70&lat=-13&radius_m=100001',
      'lon=-70&lat=-13&radius_m=',
      'area=-70,-13;-69,-13',
      'area=-70,-13;-69,-13;-69',
      'area=-70,-13,1;-69,-13;-69,-12',
    ]) {
      expect(read(query), query).toBeNull();
    }
  });

  it('holds at most 200 vertices', () => {
    const area = Array.from({ length: 201 }, (_, i) => `-70.${i},-13`).join(';');
    expect(read(`area=${area}`)).toBeNull();
  });
});

it('boxes a radius wider in degrees of longitude than of latitude', () => {
  const [west, south, east, north] = boundsOfPlace({
    kind: 'point',
    lon: -70,
    lat: -12.86,
    radius_m: 10_000,
  });
  expect(north - south).toBeCloseTo(0.17987, 4);
  expect(east - west).toBeCloseTo(0.17987 / Math.cos((12.86 * Math.PI) / 180), 4);
});

it('holds the usual number of targets unless another one makes sense', () => {
  const limit = (query: string) => readLimit(new URLSearchParams(query));
  expect(['', 'limit=100', 'limit=1', 'limit=101', 'limit=0', 'limit=2.5', 'limit=x'].map(limit)).toEqual([
    20, 100, 1, 20, 20, 20, 20,
  ]);
});
