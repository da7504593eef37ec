import { i18n } from '../i18n/i18n.svelte';
import type { Problem } from './contract';

/** The server's refusal, in the reader's words. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly problem: Problem | null,
  ) {
    super(problem?.detail || problem?.title || code);
    this.name = 'ApiError';
  }
}

/** What the transport asks of the session; set once by `session.svelte.ts`. */
interface Gate {
  csrf(): string | null;
  /** Resolves true once the reader has signed in again, false when they gave up. */
  signInAgain(): Promise<boolean>;
}

let gate: Gate = { csrf: () => null, signInAgain: () => Promise.resolve(false) };

export function setGate(next: Gate): void {
  gate = next;
}

function prepared(request: Request): Request {
  const ready = request.clone();
  ready.headers.set('Accept-Language', i18n.language);
  const token = gate.csrf();
  if (token && request.method !== 'GET') ready.headers.set('X-CSRF-Token', token);
  return ready;
}

/**
 * Fetches with the session's language and CSRF token. An answer 401 in the middle of work
 * asks the reader to sign in over the page, then sends the same request again.
 */
export async function send(request: Request): Promise<Response> {
  const response = await fetch(prepared(request));
  const signingIn = new URL(request.url).pathname === '/api/v1/session';
  if (response.status !== 401 || signingIn) return response;
  return (await gate.signInAgain()) ? fetch(prepared(request)) : response;
}

async function failure(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => null)) as Problem | null;
  return new ApiError(response.status, problem?.code ?? `http_${response.status}`, problem);
}

/** Says whether `error` only means that a newer request took this one's place. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

export type Query = Record<string, string | number | boolean | null | undefined>;

/** Returns `path` below the API with `query`; empty values are left out. */
export function address(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') params.set(name, String(value));
  }
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%3B', ';');
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

interface Options {
  method?: string;
  query?: Query;
  body?: unknown;
  /** A body that is sent as it is. */
  bytes?: ArrayBuffer;
  signal?: AbortSignal | undefined;
}

/** Sends one request and returns its JSON answer (`undefined` for 204). */
export async function call<T>(path: string, options: Options = {}): Promise<T> {
  const init: RequestInit = { method: options.method ?? 'GET', headers: { Accept: 'application/json' } };
  if (options.signal) init.signal = options.signal;
  if (options.body !== undefined) {
    init.body = JSON.stringify(options.body);
    init.headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
  }
  if (options.bytes) {
    init.body = options.bytes;
    init.headers = { Accept: 'application/json', 'Content-Type': 'application/octet-stream' };
  }
  const url = new URL(address(path, options.query), location.origin);
  const response = await send(new Request(url, init));
  if (!response.ok) throw await failure(response);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}
