/** Web Mercator in pixels: the plane on which scene tiles, outlines and scale bars are laid. */

/** Edge of a tile in CSS pixels at its own zoom. */
export const TILE_PX = 256;

/** Scenes have 10 m pixels: beyond this zoom a tile only repeats them. */
export const DEEPEST_TILE_ZOOM = 16;

const EARTH_CIRCUMFERENCE_M = 40_075_016.686;

export interface LonLat {
  lon: number;
  lat: number;
}

export interface Pixel {
  x: number;
  y: number;
}

/** West, south, east, north in degrees. */
export type Bounds = [number, number, number, number];

/** What a pane shows: the middle, a zoom that may be fractional, and its size in CSS pixels. */
export interface View {
  centre: LonLat;
  zoom: number;
  width: number;
  height: number;
}

/** One tile, with its place relative to the middle of the pane in CSS pixels. */
export interface PlacedTile {
  z: number;
  x: number;
  y: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Returns world pixels at `zoom`, from the north-west corner of the world. */
export function project({ lon, lat }: LonLat, zoom: number): Pixel {
  const world = TILE_PX * 2 ** zoom;
  const sine = Math.sin((lat * Math.PI) / 180);
  return {
    x: ((lon + 180) / 360) * world,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * world,
  };
}

/** Undoes {@link project}. */
export function unproject({ x, y }: Pixel, zoom: number): LonLat {
  const world = TILE_PX * 2 ** zoom;
  const n = Math.PI * (1 - (2 * y) / world);
  return { lon: (x / world) * 360 - 180, lat: (Math.atan(Math.sinh(n)) * 180) / Math.PI };
}

/** Returns the place under an offset from the middle of the pane, in CSS pixels. */
export function placeAt(view: View, offset: Pixel): LonLat {
  const middle = project(view.centre, view.zoom);
  return unproject({ x: middle.x + offset.x, y: middle.y + offset.y }, view.zoom);
}

/** Returns the offset of a place from the middle of the pane, in CSS pixels. */
export function offsetOf(view: View, place: LonLat): Pixel {
  const middle = project(view.centre, view.zoom);
  const there = project(place, view.zoom);
  return { x: there.x - middle.x, y: there.y - middle.y };
}

/** Returns metres on the ground for one CSS pixel. */
export function metresPerPixel(lat: number, zoom: number): number {
  return (EARTH_CIRCUMFERENCE_M * Math.cos((lat * Math.PI) / 180)) / (TILE_PX * 2 ** zoom);
}

/** Returns the zoom at which `bounds` take `share` of the pane, within `[least, most]`. */
export function zoomToFit(
  bounds: Bounds,
  pane: { width: number; height: number },
  share: number,
  [least, most]: [number, number],
): number {
  const northWest = project({ lon: bounds[0], lat: bounds[3] }, 0);
  const southEast = project({ lon: bounds[2], lat: bounds[1] }, 0);
  const wide = Math.max(southEast.x - northWest.x, 1e-9);
  const high = Math.max(southEast.y - northWest.y, 1e-9);
  const scale = Math.min((pane.width * share) / wide, (pane.height * share) / high);
  return Math.min(most, Math.max(least, Math.log2(scale)));
}

/** Returns the tiles that cover the pane. Edges are rounded, so neighbours leave no seam. */
export function tilesOf(view: View): PlacedTile[] {
  const z = Math.max(0, Math.min(DEEPEST_TILE_ZOOM, Math.round(view.zoom)));
  const edge = TILE_PX * 2 ** (view.zoom - z);
  const middle = project(view.centre, view.zoom);
  const count = 2 ** z;
  const first = {
    x: Math.floor((middle.x - view.width / 2) / edge),
    y: Math.floor((middle.y - view.height / 2) / edge),
  };
  const last = {
    x: Math.ceil((middle.x + view.width / 2) / edge) - 1,
    y: Math.ceil((middle.y + view.height / 2) / edge) - 1,
  };
  const tiles: PlacedTile[] = [];
  for (let y = Math.max(0, first.y); y <= Math.min(count - 1, last.y); y += 1) {
    for (let x = first.x; x <= last.x; x += 1) {
      const left = Math.round(x * edge - middle.x);
      const top = Math.round(y * edge - middle.y);
      tiles.push({
        z,
        x: ((x % count) + count) % count,
        y,
        left,
        top,
        width: Math.round((x + 1) * edge - middle.x) - left,
        height: Math.round((y + 1) * edge - middle.y) - top,
      });
    }
  }
  return tiles;
}

/** Returns the round length (1, 2 or 5 × 10ⁿ m) that fits in `limit_px`, and its width there. */
export function scaleBar(
  view: Pick<View, 'centre' | 'zoom'>,
  limit_px: number,
): { metres: number; width_px: number } {
  const perPixel = metresPerPixel(view.centre.lat, view.zoom);
  const most = limit_px * perPixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [5, 2, 1].find((times) => times * power <= most) ?? 1;
  return { metres: step * power, width_px: (step * power) / perPixel };
}
