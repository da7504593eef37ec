import type { Feature } from 'geojson';
import type { LonLat } from '../alert/mercator';
import { api } from '../api/api';
import type { Here, HereFile } from '../api/contract';
import { isAbort } from '../api/transport';
import { drawingFault, drawnFeatures, lineOf, polygonOf, withVertex, type DrawingKind } from '../map/drawing';
import { fileFault, type FileFault } from './ground_file';

/** In what somebody asks what there is. */
export const KINDS = ['point', 'area', 'line', 'file'] as const;
export type Kind = (typeof KINDS)[number];

export const USUAL_RADIUS_M = 500;
export const RADIUS_RANGE_M = { min: 10, max: 20_000 };

/**
 * The question what there is in drawn ground, or in that of a file. It lives as long as the page:
 * a case's file is written nowhere.
 */
export class GroundQuestion {
  kind = $state<Kind | null>(null);
  vertices = $state.raw<LonLat[]>([]);
  /** Metres around lines and points. */
  radius_m = $state(USUAL_RADIUS_M);
  file = $state.raw<{ name: string; bytes: ArrayBuffer } | null>(null);
  fault = $state<FileFault | null>(null);
  /** CRS that the person states, for instance `EPSG:32719`. */
  crs = $state<string | null>(null);
  answer = $state.raw<Here | HereFile | null>(null);
  error = $state.raw<unknown>(null);
  waiting = $state(false);
  #running: AbortController | null = null;
  #opening: readonly File[] | null = null;

  start(kind: Kind | null): void {
    this.#drop();
    this.#opening = null;
    this.kind = kind;
    this.vertices = [];
    this.radius_m = USUAL_RADIUS_M;
    this.file = null;
    this.fault = null;
    this.crs = null;
  }

  close(): void {
    this.start(null);
  }

  get drawn(): DrawingKind | null {
    return this.kind === 'area' || this.kind === 'line' ? this.kind : null;
  }

  /** Whether clicks on the map set corners. */
  get drawing(): boolean {
    return this.drawn !== null && !this.answer && !this.waiting;
  }

  /** How the file was read. */
  get read(): HereFile | null {
    return this.answer && 'ground' in this.answer ? this.answer : null;
  }

  /** What to draw on the map; an answered drawing needs no corners any more. */
  get features(): Feature[] {
    if (this.read) return [{ type: 'Feature', properties: {}, geometry: this.read.ground }];
    const features = this.drawn ? drawnFeatures(this.vertices, this.drawn) : [];
    return this.answer ? features.filter(({ geometry }) => geometry.type !== 'Point') : features;
  }

  put(at: LonLat): void {
    this.error = null;
    this.vertices = withVertex(this.vertices, at);
  }

  undo(): void {
    this.error = null;
    this.vertices = this.vertices.slice(0, -1);
  }

  /** Goes on with the drawing. */
  resume(): void {
    this.#drop();
  }

  /** Takes the one of `files` and asks about it. */
  async open(files: readonly File[]): Promise<void> {
    this.start('file');
    this.#opening = files;
    this.fault = fileFault(files);
    const [file] = files;
    if (this.fault || !file) return;
    try {
      // Kept, so that stating a CRS sends the same bytes again.
      const bytes = await file.arrayBuffer();
      if (this.#opening !== files) return;
      this.file = { name: file.name, bytes };
    } catch {
      this.fault = 'unreadable';
      return;
    }
    await this.ask();
  }

  async ask(): Promise<void> {
    this.#drop();
    const running = new AbortController();
    const asked = this.#send(running.signal);
    if (!asked) return;
    this.#running = running;
    this.waiting = true;
    try {
      const answer = await asked;
      if (!running.signal.aborted) this.answer = answer;
    } catch (reason) {
      if (!isAbort(reason) && !running.signal.aborted) this.error = reason;
    } finally {
      if (this.#running === running) this.waiting = false;
    }
  }

  #send(signal: AbortSignal): Promise<Here | HereFile> | null {
    const { file, vertices, radius_m, crs } = this;
    if (file) return api.here.file(file.bytes, { name: file.name, radius_m, crs }, signal);
    if (!this.drawn || drawingFault(vertices, this.drawn)) return null;
    return api.here.drawn(this.drawn === 'area' ? polygonOf(vertices) : lineOf(vertices), radius_m, signal);
  }

  #drop(): void {
    this.#running?.abort();
    this.#running = null;
    this.waiting = false;
    this.answer = null;
    this.error = null;
  }
}
