import type { Feature, FeatureCollection } from 'geojson';
import type { ExpressionSpecification } from 'maplibre-gl';
import type { BBox, TileIndex } from '../api/contract';
import type { Theme } from '../app/theme.svelte';

/** What can be switched on and off, in the order of the legend. */
export const SWITCHES = [
  'alerts',
  'reports',
  'mining_right',
  'reinfo',
  'mining_zone',
  'protected_area',
  'buffer_zone',
  'native_community',
  'forestry_concession',
  'conservation_concession',
  'river',
  'lake',
  'wetland',
  'road',
  'settlement',
  'district',
  'other',
  'graticule',
] as const;
export type Switch = (typeof SWITCHES)[number];

/** A satellite scene shown below everything else. */
export interface ScenePicture {
  scene: string;
  preset: string;
  /** Scene to compare with: the preset `disturbance` needs it. */
  before?: string;
  /** Outside them nothing is asked for; null where they are not known. */
  bounds: BBox | null;
  opacity: number;
}

/** Everything that the style of the map is made from. */
export interface MapState {
  theme: Theme;
  tiles: TileIndex | null;
  shown: Record<Switch, boolean>;
  /** Which alerts of the tiles to draw; null is all. */
  filter: ExpressionSpecification | null;
  /** Alert under the pointer or focus in the list. */
  hovered: string | null;
  /** Alert whose card is open. */
  selected: string | null;
  picture: ScenePicture | null;
  graticule: FeatureCollection;
  /** Place asked about, or found. */
  pin: { lon: number; lat: number } | null;
  /** Ground asked about: drawn so far, chosen, or read from a file. */
  asked: Feature[];
}

export const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };
