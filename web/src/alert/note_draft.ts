/** A note being written survives a lost session, a reload and a wrong turn. */

/** Most characters that the server takes. */
export const NOTE_LIMIT = 4000;

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Drafts are kept by person and alert: the next one to sign in never sees them. */
export class NoteDraft {
  readonly #shelf: Shelf | null;
  readonly #key: string;

  constructor(shelf: Shelf | null, username: string, alert: string) {
    this.#shelf = shelf;
    this.#key = `vigia.note.${username}.${alert}`;
  }

  /** Returns what was written before, or an empty text. */
  read(): string {
    try {
      return this.#shelf?.getItem(this.#key) ?? '';
    } catch {
      return '';
    }
  }

  /** Keeps the text; an empty one clears the place. Returns whether it is kept. */
  keep(text: string): boolean {
    try {
      if (text === '') this.#shelf?.removeItem(this.#key);
      else this.#shelf?.setItem(this.#key, text);
      return this.#shelf !== null;
    } catch {
      // Storage can be full or forbidden; the text is still in the form.
      return false;
    }
  }
}

/** Says why a note cannot be sent yet; `null` where it can. */
export function noteFault(text: string): 'empty' | 'too-long' | null {
  if (text.trim() === '') return 'empty';
  return [...text].length > NOTE_LIMIT ? 'too-long' : null;
}
