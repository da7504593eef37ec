import type { FeatureCollection, Point } from 'geojson';
import { api } from '../api/api';
import type { AlertFeature } from '../api/contract';
import { isAbort, type Query } from '../api/transport';

const FIRST_PAGE = 100;
const NEXT_PAGE = 500;
/** Most alerts held by the page; the best ranked come first. */
export const MOST = 2000;

/** The alerts that pass the filters: the list shows them, the map marks them. */
export class AlertStore {
  state = $state<'loading' | 'ready' | 'error'>('loading');
  error = $state.raw<unknown>(null);
  items = $state.raw<AlertFeature[]>([]);
  total = $state(0);
  /** Whether all that pass are here. */
  complete = $derived(this.items.length >= this.total);
  ids = $derived(this.items.map((item) => item.properties.id));
  points = $derived(marks(this.items));
  #running: AbortController | null = null;

  /** Loads what passes `query`, replacing what was here; a newer call wins. */
  async load(query: Query): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.state = 'loading';
    try {
      let page = await api.alerts.list({ ...query, limit: FIRST_PAGE }, running.signal);
      running.signal.throwIfAborted();
      this.items = page.features;
      this.total = page.total;
      this.state = 'ready';
      while (page.next_cursor && this.items.length < MOST) {
        const next: Query = { ...query, limit: NEXT_PAGE, cursor: page.next_cursor };
        page = await api.alerts.list(next, running.signal);
        running.signal.throwIfAborted();
        this.items = [...this.items, ...page.features];
        this.total = page.total;
      }
    } catch (error) {
      if (isAbort(error) || this.#running !== running) return;
      this.error = error;
      this.state = 'error';
    }
  }

  find(id: string): AlertFeature | undefined {
    return this.items.find((item) => item.properties.id === id);
  }
}

function marks(items: AlertFeature[]): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: items.map(({ properties: { id, state, confidence, lon, lat } }) => ({
      type: 'Feature',
      properties: { id, state, confidence },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  };
}
