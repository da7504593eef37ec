import type { LineString, Polygon } from 'geojson';
import type * as c from './contract';
import { address, call, type Query } from './transport';

type Signal = AbortSignal | undefined;

/** One function an operation; paths and answers are those of `openapi.json`. */
export const api = {
  session: {
    show: () => call<c.Session>('/session'),
    start: (username: string, password: string) =>
      call<c.Session>('/session', { method: 'POST', body: { username, password } }),
    language: (language: 'es' | 'en') =>
      call<c.Session>('/session', { method: 'PATCH', body: { language } }),
    end: () => call<void>('/session', { method: 'DELETE' }),
  },
  status: (signal?: Signal) => call<c.Status>('/status', { signal }),
  alerts: {
    list: (query: Query, signal?: Signal) => call<c.AlertCollection>('/alerts', { query, signal }),
    worklist: (query: Query, signal?: Signal) =>
      call<c.Worklist>('/alerts/worklist', { query, signal }),
    show: (id: string, signal?: Signal) =>
      call<c.AlertDetail>(`/alerts/${encodeURIComponent(id)}`, { signal }),
    /** Tells that a person has opened the alert's page. */
    open: (id: string) =>
      call<void>(`/alerts/${encodeURIComponent(id)}/opened`, { method: 'PUT' }),
    note: (id: string, text: string) =>
      call<c.Note>(`/alerts/${encodeURIComponent(id)}/notes`, { method: 'POST', body: { text } }),
    pixels: (id: string, at?: { lon: number; lat: number }, signal?: Signal) =>
      call<c.PixelSeries>(`/alerts/${encodeURIComponent(id)}/pixels`, { query: { ...at }, signal }),
    /** Address of a picture of the alert, for `<img src>`. */
    chipUrl: (id: string, when: 'before' | 'after', query: Query = {}) =>
      address(`/alerts/${encodeURIComponent(id)}/chip/${when}`, query),
    downloadUrl: (format: 'geojson' | 'csv' | 'gpkg' | 'kml', query: Query) =>
      address('/alerts/download', { format, ...query }),
  },
  layers: (signal?: Signal) => call<{ layers: c.Layer[] }>('/layers', { signal }),
  scenes: (query: Query, signal?: Signal) =>
    call<{ scenes: c.SceneSummary[] }>('/scenes', { query, signal }),
  reports: {
    show: (id: string, signal?: Signal) =>
      call<c.ReportSummary>(`/reports/${encodeURIComponent(id)}`, { signal }),
    photoUrl: (id: string, size: number) =>
      address(`/reports/${encodeURIComponent(id)}/photo`, { size }),
  },
  here: {
    point: (lon: number, lat: number, radius_m: number, signal?: Signal) =>
      call<c.Here>('/here', { query: { lon, lat, radius_m }, signal }),
    /** `radius_m`: metres on each side of a line. */
    drawn: (geometry: Polygon | LineString, radius_m: number, signal?: Signal) =>
      call<c.Here>('/here', { method: 'POST', body: { geometry, radius_m }, signal }),
    file: (bytes: ArrayBuffer, query: { name: string; radius_m: number; crs: string | null }, signal?: Signal) =>
      call<c.HereFile>('/here/file', { method: 'POST', query, bytes, signal }),
  },
  search: (q: string, limit: number, signal?: Signal) =>
    call<{ results: c.SearchResult[] }>('/search', { query: { q, limit }, signal }),
  briefing: {
    show: (query: Query, signal?: Signal) => call<c.Briefing>('/briefing', { query, signal }),
    downloadUrl: (format: 'gpx' | 'geojson', query: Query) =>
      address('/briefing/download', { format, ...query }),
  },
  /** For those who investigate: each reading is in the audit log. */
  production: {
    findings: (signal?: Signal) => call<c.ProductionFindings>('/production/findings', { signal }),
  },
  holders: {
    list: (signal?: Signal) => call<c.Holders>('/holders', { signal }),
    /** Says that two keys are one holder, or two; the latest word counts. */
    judge: (body: c.HolderVerdict) => call<void>('/holders/verdicts', { method: 'PUT', body }),
  },
  tiles: {
    index: (signal?: Signal) => call<c.TileIndex>('/tiles', { signal }),
    /** Template of a vector layer's tiles, absolute because a worker fetches it. */
    vectorUrl: (layer: string, version: string) =>
      `${location.origin}/api/v1/tiles/vector/${layer}/{z}/{x}/{y}?v=${encodeURIComponent(version)}`,
    /** Template of a scene's picture tiles. */
    sceneUrl: (scene: string, preset: string, before?: string) =>
      `${location.origin}/api/v1/tiles/scene/${encodeURIComponent(scene)}/${preset}/{z}/{x}/{y}?format=webp${
        before ? `&before=${encodeURIComponent(before)}` : ''
      }`,
  },
};
