import { api } from '../api/api';
import type { Session, User } from '../api/contract';
import { ApiError, setGate } from '../api/transport';
import { i18n, type Language } from '../i18n/i18n.svelte';

/** `lost`: signed in before, refused now; the page stays and a dialog asks again. */
export type SessionState = 'unknown' | 'unreachable' | 'signed-out' | 'signed-in' | 'lost';

class SessionStore {
  state = $state<SessionState>('unknown');
  #session = $state.raw<Session | null>(null);
  #waiting: ((again: boolean) => void)[] = [];

  constructor() {
    setGate({
      csrf: () => this.#session?.csrf_token ?? null,
      signInAgain: () => this.#askAgain(),
    });
  }

  get user(): User | null {
    return this.#session?.user ?? null;
  }

  /** Asks the server who is signed in in this browser. */
  async start(): Promise<void> {
    this.state = 'unknown';
    try {
      await this.#take(await api.session.show());
    } catch (error) {
      const refused = error instanceof ApiError && error.status === 401;
      this.state = refused ? 'signed-out' : 'unreachable';
    }
  }

  /** Signs in; what waited for it goes on. Throws the server's refusal. */
  async signIn(username: string, password: string): Promise<void> {
    await this.#take(await api.session.start(username, password));
    this.#release(true);
  }

  async signOut(): Promise<void> {
    await api.session.end().catch(() => undefined);
    this.giveUp();
  }

  /** Leaves the page signed out, and fails what waited. */
  giveUp(): void {
    this.#session = null;
    this.state = 'signed-out';
    this.#release(false);
  }

  /** Something that does not go through `call` (tiles, events) was refused with 401. */
  refused(): void {
    if (this.state === 'signed-in') this.state = 'lost';
  }

  /** Switches the language here and for the account. */
  async setLanguage(language: Language): Promise<void> {
    await i18n.use(language);
    if (this.state !== 'signed-in') return;
    this.#session = await api.session.language(language);
  }

  /** Whether the reader has one of `roles`. */
  may(...roles: User['role'][]): boolean {
    return this.user !== null && roles.includes(this.user.role);
  }

  async #take(session: Session): Promise<void> {
    await i18n.use(session.user.language);
    this.#session = session;
    this.state = 'signed-in';
  }

  #askAgain(): Promise<boolean> {
    if (this.state !== 'signed-in' && this.state !== 'lost') return Promise.resolve(false);
    this.state = 'lost';
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(again: boolean): void {
    for (const resolve of this.#waiting.splice(0)) resolve(again);
  }
}

export const session = new SessionStore();
