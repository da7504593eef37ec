import type { AlertEvent, AlertSummary } from '../api/contract';
import { api } from '../api/api';
import { session } from '../session/session.svelte';

const RETRY_MS = 5000;
const MOST_TOASTS = 4;

export interface Toast {
  key: number;
  change: AlertEvent['change'];
  alert: AlertSummary;
}

/**
 * New alerts as they come. The browser's EventSource resumes with Last-Event-ID by itself when
 * the connection breaks; when the server refuses (signed out, restarting behind a proxy) it
 * gives up, so a new one is opened and `version` makes the lists load again: nothing is missed.
 */
class Live {
  toasts = $state<Toast[]>([]);
  /** Grows whenever lists and tiles may be out of date. */
  version = $state(0);
  #source: EventSource | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #keys = 0;
  #opened = false;

  start(): void {
    if (this.#source) return;
    if (this.#opened) this.version += 1;
    this.#opened = true;
    const source = new EventSource('/api/v1/events');
    this.#source = source;
    source.addEventListener('alert', (event) => void this.#hear(JSON.parse(event.data as string) as AlertEvent));
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

  async #hear({ alert_id, change }: AlertEvent): Promise<void> {
    this.version += 1;
    if (change === 'removed') return;
    const alert = await api.alerts.show(alert_id).catch(() => null);
    if (!alert) return;
    this.#keys += 1;
    const others = this.toasts.filter((toast) => toast.alert.id !== alert.id);
    this.toasts = [...others, { key: this.#keys, change, alert }].slice(-MOST_TOASTS);
  }
}

export const live = new Live();
