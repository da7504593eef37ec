import { api } from '../api/api';
import type { AlertFeature } from '../api/contract';
import { isAbort, type Query } from '../api/transport';

const PAGE = 100;
const LARGE_PAGE = 500;
/** Most alerts held by the page; the best ranked come first. */
export const MOST = 2000;

/** The alerts that pass the filters, page by page. */
export class AlertStore {
  state = $state<'loading' | 'ready' | 'error'>('loading');
  error = $state.raw<unknown>(null);
  items = $state.raw<AlertFeature[]>([]);
  total = $state(0);
  ids = $derived(this.items.map((item) => item.properties.id));
  #cursor = $state<string | null>(null);
  #query: Query = {};
  #running: AbortController | null = null;

  /** Whether the server has more than is here and may be asked for it. */
  more = $derived(this.#cursor !== null && this.items.length < MOST);

  /**
   * Loads what passes `query`, replacing what was here; a newer call wins. With `everything`
   * all pages up to the limit come, because the map must know every identifier.
   */
  async load(query: Query, everything = false): Promise<void> {
    this.#query = query;
    await this.#run(async (signal) => {
      await this.#page(query, everything ? LARGE_PAGE : PAGE, null, signal);
      while (everything && this.more) await this.#page(query, LARGE_PAGE, this.#cursor, signal);
    });
  }

  /** Loads the next page. */
  async next(): Promise<void> {
    await this.#run((signal) => this.#page(this.#query, PAGE, this.#cursor, signal));
  }

  find(id: string): AlertFeature | undefined {
    return this.items.find((item) => item.properties.id === id);
  }

  async #run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.state = 'loading';
    try {
      await work(running.signal);
      this.state = 'ready';
    } catch (error) {
      if (isAbort(error) || this.#running !== running) return;
      this.error = error;
      this.state = 'error';
    }
  }

  async #page(query: Query, limit: number, cursor: string | null, signal: AbortSignal): Promise<void> {
    const page = await api.alerts.list({ ...query, limit, cursor }, signal);
    signal.throwIfAborted();
    this.items = cursor === null ? page.features : [...this.items, ...page.features];
    this.total = page.total;
    this.#cursor = page.next_cursor;
  }
}
