import { describe, expect, it } from 'vitest';

import {
  metresPerPixel,
  offsetOf,
  placeAt,
  project,
  scaleBar,
  tilesOf,
  unproject,
  zoomToFit,
  type View,
} from './mercator';

const LA_PAMPA = { lon: -69.9712, lat: -12.8641 };

describe('web mercator', () => {
  it('puts the corner and the middle of the world where the standard does', () => {
    expect(project({ lon: 0, lat: 0 }, 0)).toEqual({ x: 128, y: 128 });
    expect(project({ lon: -180, lat: 85.05112878 }, 0).y).toBeCloseTo(0, 6);
  });

  it('finds the tile of La Pampa that every slippy map finds', () => {
    // Worked with the formula of the OSM wiki: z14 gives 5007, 8782 (asinh form, in Python).
    const at = project(LA_PAMPA, 14);
    expect([Math.floor(at.x / 256), Math.floor(at.y / 256)]).toEqual([5007, 8782]);
  });

  it('comes back from pixels to the same place', () => {
    const back = unproject(project(LA_PAMPA, 15.3), 15.3);
    expect(back.lon).toBeCloseTo(LA_PAMPA.lon, 9);
    expect(back.lat).toBeCloseTo(LA_PAMPA.lat, 9);
  });

  it('keeps north up: a place further north lies higher', () => {
    const view: View = { centre: LA_PAMPA, zoom: 14, width: 100, height: 100 };
    expect(offsetOf(view, { ...LA_PAMPA, lat: LA_PAMPA.lat + 0.001 }).y).toBeLessThan(0);
    expect(placeAt(view, { x: 10, y: 0 }).lon).toBeGreaterThan(LA_PAMPA.lon);
  });

  it('states the ground size of a pixel', () => {
    // 156543.03 m / 2^14 at the equator.
    expect(metresPerPixel(0, 14)).toBeCloseTo(9.5546, 3);
    expect(metresPerPixel(-12.8641, 14)).toBeCloseTo(9.3148, 3);
  });
});

describe('tiles of a pane', () => {
  it('cover it without a gap or an overlap', () => {
    for (const zoom of [13, 14.37, 15.5, 17.9]) {
      const view: View = { centre: LA_PAMPA, zoom, width: 631, height: 417 };
      const tiles = tilesOf(view);
      const columns = [...new Set(tiles.map(({ left }) => left))].sort((a, b) => a - b);
      const rows = [...new Set(tiles.map(({ top }) => top))].sort((a, b) => a - b);
      expect(tiles).toHaveLength(columns.length * rows.length);
      expect(columns[0]).toBeLessThanOrEqual(-315.5);
      expect(rows[0]).toBeLessThanOrEqual(-208.5);
      for (const tile of tiles) {
        const right = tile.left + tile.width;
        expect(right >= 315 || columns.includes(right)).toBe(true);
        const bottom = tile.top + tile.height;
        expect(bottom >= 208 || rows.includes(bottom)).toBe(true);
      }
    }
  });

  it('never ask deeper than scenes have pixels', () => {
    expect(tilesOf({ centre: LA_PAMPA, zoom: 18, width: 300, height: 300 })[0]?.z).toBe(16);
  });
});

it('fits a box into its share of the pane', () => {
  const zoom = zoomToFit([-69.98, -12.87, -69.96, -12.86], { width: 600, height: 400 }, 0.5, [5, 18]);
  const wide = project({ lon: -69.96, lat: 0 }, zoom).x - project({ lon: -69.98, lat: 0 }, zoom).x;
  const high = project({ lon: 0, lat: -12.87 }, zoom).y - project({ lon: 0, lat: -12.86 }, zoom).y;
  expect(Math.max(wide / 300, high / 200)).toBeCloseTo(1, 6);
});

it('draws a round scale bar that fits', () => {
  const bar = scaleBar({ centre: LA_PAMPA, zoom: 15 }, 120);
  expect(bar.metres).toBe(500);
  expect(bar.width_px).toBeLessThanOrEqual(120);
});
