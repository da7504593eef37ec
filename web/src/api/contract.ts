import type { MultiPolygon, Polygon } from 'geojson';

/** Names of the API's answers, as `openapi.json` spells them. */
export type Role = 'prosecutor' | 'analyst' | 'field' | 'admin';
export type AlertState = 'provisional' | 'confirmed';
export type Driver = 'mining' | 'other' | 'unknown';
export type LayerKind =
  | 'mining_right'
  | 'reinfo'
  | 'protected_area'
  | 'buffer_zone'
  | 'native_community'
  | 'mining_zone'
  | 'river'
  | 'district'
  | 'other';
export type BBox = [west: number, south: number, east: number, north: number];

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  instance?: string;
  errors?: { field: string; detail: string }[];
}

export interface User {
  username: string;
  name: string;
  role: Role;
  language: 'es' | 'en';
}

export interface Session {
  user: User;
  csrf_token: string;
  expires_at: string;
}

export interface Status {
  scenes: number;
  layers: number;
  reports: number;
  alerts: number;
  latest_acquisition: string | null;
  synthetic: boolean;
  version: string;
}

export interface TieBrief {
  kind: LayerKind;
  code: string;
  name: string;
  relation: 'within' | 'overlaps' | 'near' | string;
  share: number;
  distance_m: number;
}

export interface Tie extends TieBrief {
  snapshot: string;
  dated: string | null;
  layer: string;
  holder: string | null;
  status: string | null;
  status_text: string | null;
  area_ha: number;
  words: string;
}

export interface AlertSummary {
  id: string;
  site: string;
  state: AlertState;
  driver: Driver;
  confidence: number;
  area_ha: number;
  not_before: string;
  not_after: string;
  first_observed: string;
  first_alerted: string;
  sensors: string[];
  lon: number;
  lat: number;
  utm: string;
  ties: TieBrief[];
  profile: string;
}

export interface AlertFeature {
  type: 'Feature';
  id: string;
  geometry: MultiPolygon | Polygon;
  properties: AlertSummary;
}

export interface AlertCollection {
  type: 'FeatureCollection';
  features: AlertFeature[];
  total: number;
  next_cursor: string | null;
}

export interface Reason {
  code: string;
  text: string;
  value: number;
  contribution: number;
}

export interface SceneSummary {
  id: string;
  sensor: string;
  series: string;
  acquired_start: string;
  acquired_end: string;
  bounds: BBox | null;
  presets: string[];
  cloud_share: number | null;
}

export interface Note {
  id: string;
  author: string;
  at: string;
  text: string;
}

export interface ReportSummary {
  id: string;
  source: string;
  lon: number;
  lat: number;
  observed_at: string | null;
  note: string;
  flags: string[];
  accuracy_m: number | null;
  photo: boolean;
}

export interface AlertDetail extends AlertSummary {
  outline: MultiPolygon;
  degrees: string;
  mgrs: string;
  observed_share: number;
  reasons: Reason[];
  ties: Tie[];
  scenes: SceneSummary[];
  views: { before: SceneSummary | null; after: SceneSummary | null; choices: SceneSummary[] };
  growth: { date: string; area_ha: number }[];
  history: { at: string; change: string; detail: string }[];
  notes: Note[];
  reports: (ReportSummary & { distance_m: number })[];
}

export interface PixelSeries {
  lon: number;
  lat: number;
  series: {
    sensor: string;
    index: 'ndvi' | 'nbr' | 'vv_db' | 'vh_db';
    points: { at: string; value: number; clear: boolean }[];
  }[];
  not_before: string | null;
  not_after: string | null;
}

export interface LayerSnapshot {
  id: string;
  dated: string;
  source: string;
  licence: string | null;
  features: number;
  source_crs: string;
  operation: string;
  operation_accuracy_m: number | null;
  fingerprint: string;
}

export interface Layer {
  layer: string;
  kind: LayerKind;
  snapshots: LayerSnapshot[];
}

export interface Here {
  lon: number;
  lat: number;
  utm: string;
  degrees: string;
  mgrs: string;
  ties: Tie[];
  alerts: (AlertSummary & { distance_m: number })[];
  reports: (ReportSummary & { distance_m: number })[];
}

export interface SearchResult {
  kind: 'coordinates' | 'place' | 'right' | 'feature' | 'holder' | 'alert';
  title: string;
  subtitle: string;
  lon: number;
  lat: number;
  bbox: BBox | null;
  layer: string | null;
  code: string | null;
}

export interface BriefingTarget {
  order: number;
  alert: AlertSummary;
  distance_m: number;
  bearing_deg: number;
  bearing_words: string;
  utm: string;
  degrees: string;
  mgrs: string;
  ties_words: string[];
  chips: { before: string | null; after: string | null };
  before_acquired: string | null;
  after_acquired: string | null;
  dates_words: string;
  certainty_words: string;
}

export interface Briefing {
  title: string;
  made_at: string;
  centre: { lon: number; lat: number; utm: string; degrees: string; mgrs: string };
  radius_m: number | null;
  area: Polygon | null;
  disclaimer: string;
  targets: BriefingTarget[];
  rights_note: string;
  reports: (ReportSummary & { distance_m?: number })[];
  synthetic: boolean;
}

export interface TileLayer {
  name: string;
  kind: string | null;
  features: number;
  bounds: BBox | null;
  min_zoom: number;
  max_zoom: number;
}

export interface TileIndex {
  version: string;
  layers: TileLayer[];
}

/** What the event stream says of an alert. */
export interface AlertEvent {
  alert_id: string;
  change: 'raised' | 'changed' | 'removed';
}
