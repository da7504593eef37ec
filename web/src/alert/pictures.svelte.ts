import { api } from '../api/api';
import { ApiError } from '../api/transport';
import { session } from '../session/session.svelte';

/**
 * Pictures that did not come. An `<img>` does not say whether there is nothing there (204) or
 * nobody is signed in any more (401), and the browser does not ask again by itself.
 */
class Pictures {
  /** Grows when refused pictures are worth asking for again: part of their keys. */
  round = $state(0);
  #asking = false;

  /** Finds out why; a lost session asks to sign in over the page and then draws again. */
  async failed(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      await api.session.show();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) return;
      session.refused();
      // Waits for the sign-in dialog; fails where the reader gives up.
      await api.status().then(
        () => (this.round += 1),
        () => undefined,
      );
    } finally {
      this.#asking = false;
    }
  }
}

export const pictures = new Pictures();
