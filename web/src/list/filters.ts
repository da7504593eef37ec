import type { Query } from '../api/transport';

/** Names of the filters: the same in the address of the page and in the API. */
export const FILTERS = [
  'state',
  'driver',
  'from',
  'to',
  'confidence_min',
  'area_min_ha',
  'area_max_ha',
  'layer',
  'right',
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Partial<Record<FilterName, string>>;

export const SORTS = ['rank', 'newest', 'largest', 'priority'] as const;
export type Sort = (typeof SORTS)[number];

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^\d+(\.\d+)?$/;
const ALLOWED: Record<FilterName, (value: string) => boolean> = {
  state: (value) => ['provisional', 'confirmed'].includes(value),
  driver: (value) => ['mining', 'other', 'unknown'].includes(value),
  from: (value) => DATE.test(value),
  to: (value) => DATE.test(value),
  confidence_min: (value) => NUMBER.test(value) && Number(value) <= 1,
  area_min_ha: (value) => NUMBER.test(value),
  area_max_ha: (value) => NUMBER.test(value),
  layer: (value) => /^[a-z_]+$/.test(value),
  right: (value) => value.length <= 40,
};

/** Reads the filters of an address; what makes no sense is left out. */
export function readFilters(query: URLSearchParams): Filters {
  const filters: Filters = {};
  for (const name of FILTERS) {
    const value = query.get(name);
    if (value && ALLOWED[name](value)) filters[name] = value;
  }
  return filters;
}

/** Reads the order of an address. */
export function readSort(query: URLSearchParams): Sort {
  const sort = query.get('sort') as Sort;
  return SORTS.includes(sort) ? sort : 'rank';
}

/** Returns the query of the API for `filters`, `sort` and, if set, the part of the map. */
export function listQuery(filters: Filters, sort: Sort, bbox: string | null): Query {
  return { ...filters, sort: sort === 'rank' ? null : sort, bbox };
}

/** Reads `map=zoom/lat/lon`. */
export function readView(query: URLSearchParams): { zoom: number; lat: number; lon: number } | null {
  const parts = (query.get('map') ?? '').split('/').map(Number);
  const [zoom, lat, lon] = parts;
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  if (parts.length !== 3 || !parts.every(Number.isFinite) || Math.abs(lat) > 85) return null;
  return { zoom, lat, lon };
}

/** Writes `zoom/lat/lon`, as fine as the zoom deserves. */
export function writeView(view: { zoom: number; lat: number; lon: number }): string {
  return `${view.zoom.toFixed(2)}/${view.lat.toFixed(5)}/${view.lon.toFixed(5)}`;
}

/** Writes a box for `bbox=`, rounded outward to about ten metres. */
export function writeBox([w, s, e, n]: readonly [number, number, number, number]): string {
  const down = (value: number) => (Math.floor(value * 1e4) / 1e4).toFixed(4);
  const up = (value: number) => (Math.ceil(value * 1e4) / 1e4).toFixed(4);
  return [down(w), down(s), up(e), up(n)].join(',');
}

/** Writes a box for `bbox=` that holds alerts around whose middles `box` lies: half a kilometre more. */
export function aroundBox([w, s, e, n]: readonly [number, number, number, number]): string {
  const margin = 0.005;
  return writeBox([w - margin, s - margin, e + margin, n + margin]);
}
