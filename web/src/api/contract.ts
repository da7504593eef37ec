import type { MultiPolygon } from 'geojson';
import type { components, operations } from './schema';

/**
 * Names for the answers of the API. `schema.ts` is generated from `openapi.json`
 * (`npm run client`); here its types only get their names and what JSON Schema cannot say.
 */
type Schema = components['schemas'];

export type BBox = [west: number, south: number, east: number, north: number];

/**
 * An answer as the server writes it: every member is there, a missing value is null; boxes have
 * four numbers; an alert has a place, because its outline has one; outlines are GeoJSON.
 */
type Given<T> = T extends readonly (infer U)[]
  ? Given<U>[]
  : T extends object
    ? {
        [K in keyof T]-?: K extends 'bounds' | 'bbox'
          ? BBox | Extract<T[K], null>
          : K extends 'lon' | 'lat'
            ? number
            : K extends 'outline' | 'geometry' | 'ground'
              ? MultiPolygon
              : Given<Exclude<T[K], undefined>>;
      }
    : T;

export type Role = Schema['RoleName'];
export type AlertState = Schema['AlertStateName'];
export type Driver = Schema['DriverName'];
export type LayerKind = Schema['LayerKindName'];
export type Relation = Schema['RelationName'];

export type Problem = Schema['ProblemDocument'];
export type Session = Given<Schema['Session']>;
export type User = Session['user'];
export type Status = Given<Schema['Status']>;

export type TieBrief = Given<Schema['TieBrief']>;
export type Tie = Given<Schema['Tie']>;
export type AlertSummary = Given<Schema['AlertSummary']>;
export type AlertFeature = Given<Omit<Schema['AlertFeature'], 'type'>> & { type: 'Feature' };
export interface AlertCollection extends Given<Omit<Schema['AlertCollection'], 'type' | 'features'>> {
  type: 'FeatureCollection';
  features: AlertFeature[];
}
/** Where to begin. */
export interface Worklist extends Given<Omit<Schema['Worklist'], 'places'>> {
  places: { alert: AlertFeature; more: number; bbox: BBox }[];
}
export type AlertDetail = Given<Schema['AlertDetail']>;
export type Reason = Given<Schema['Reason']>;
export type SceneSummary = Given<Schema['SceneSummary']>;
export type Note = Given<Schema['Note']>;
export type PixelSeries = Given<Schema['PixelSeries']>;
export type ReportSummary = Given<Schema['ReportSummary']>;

export type Layer = Given<Schema['Layer']>;
export type Here = Given<Schema['HereAnswer']>;
export type HereFile = Given<Schema['HereFileAnswer']>;
export type SearchResult = Given<Omit<Schema['SearchResult'], 'kind' | 'layer'>> & {
  kind: 'coordinates' | 'place' | 'right' | 'feature' | 'holder' | 'alert';
  layer: LayerKind | null;
};
export type BriefingTarget = Given<Schema['Target']>;
export type Briefing = Given<Schema['Briefing']>;

export type ProductionFindings = Given<Schema['ProductionFindings']>;
export type ProductionFinding = ProductionFindings['findings'][number];
export type Holders = Given<Schema['Holders']>;
export type Holder = Holders['holders'][number];
export type HolderSuggestion = Holders['suggestions'][number];
export type HolderVerdict = operations['judge_holders']['requestBody']['content']['application/json'];

export type TileIndex = Given<Schema['TileIndex']>;

/** What the event stream says of an alert. */
export type AlertEvent = Schema['AlertChange'];
