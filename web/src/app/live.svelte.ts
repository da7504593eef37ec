import type { AlertEvent, AlertSummary } from '../api/contract';
import { api } from '../api/api';
import { session } from '../session/session.svelte';

const RETRY_MS = 4000;
/** Events that come together (a new scene raises many alerts) are told together. */
const TOGETHER_MS = 400;
const MOST_AT_ONCE = 3;
const MOST_TOASTS = 4;

export type Toast = { key: number } & (
  | { change: 'raised' | 'changed'; alert: AlertSummary }
  | { change: 'many'; count: number }
);

/**
 * New alerts as they come. EventSource resumes with Last-Event-ID by itself when the connection
 * breaks; when the server refuses (nobody signed in, too many streams) it gives up, and the next
 * one begins `after` the last event that was seen: nothing is missed.
 */
class Live {
  toasts = $state<Toast[]>([]);
  /** Grows whenever lists and tiles may be out of date. */
  version = $state(0);
  #source: EventSource | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #flush: ReturnType<typeof setTimeout> | undefined;
  #waiting: AlertEvent[] = [];
  #seen = '';
  #keys = 0;

  start(): void {
    if (this.#source) return;
    const source = new EventSource(`/api/v1/events${this.#seen ? `?after=${this.#seen}` : ''}`);
    this.#source = source;
    source.addEventListener('ready', (event) => (this.#seen = event.lastEventId));
    source.addEventListener('alert', (event) => {
      this.#seen = event.lastEventId;
      this.#waiting.push(JSON.parse(event.data as string) as AlertEvent);
      clearTimeout(this.#flush);
      this.#flush = setTimeout(() => void this.#tell(), TOGETHER_MS);
    });
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) return;
      this.stop();
      this.#retry = setTimeout(() => {
        if (session.state === 'signed-in') this.start();
      }, RETRY_MS);
    });
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  dismiss(key: number): void {
    this.toasts = this.toasts.filter((toast) => toast.key !== key);
  }

  async #tell(): Promise<void> {
    const events = new Map(this.#waiting.splice(0).map((event) => [event.alert_id, event]));
    this.version += 1;
    const news = [...events.values()].filter(({ change }) => change !== 'removed');
    if (news.length > MOST_AT_ONCE) return this.#show({ key: 0, change: 'many', count: news.length });
    for (const { alert_id, change } of news) {
      const alert = await api.alerts.show(alert_id).catch(() => null);
      if (alert && change !== 'removed') this.#show({ key: 0, change, alert });
    }
  }

  #show(toast: Toast): void {
    this.#keys += 1;
    const id = toast.change === 'many' ? null : toast.alert.id;
    const others = this.toasts.filter((other) => other.change === 'many' || other.alert.id !== id);
    this.toasts = [...others, { ...toast, key: this.#keys }].slice(-MOST_TOASTS);
  }
}

export const live = new Live();
