export type Theme = 'light' | 'dark';
const STORED = 'vigia.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

class ThemeStore {
  #system = $state<Theme>(dark.matches ? 'dark' : 'light');
  #chosen = $state<Theme | null>(null);

  /** The theme in use: the reader's choice, else the system's. */
  get now(): Theme {
    return this.#chosen ?? this.#system;
  }

  /** Turns light into dark and back, and remembers it in this browser. */
  toggle(): void {
    this.choose(this.now === 'dark' ? 'light' : 'dark');
    localStorage.setItem(STORED, this.now);
  }

  choose(theme: Theme | null): void {
    this.#chosen = theme;
    document.documentElement.dataset.theme = this.now;
  }

  follow(system: Theme): void {
    this.#system = system;
    document.documentElement.dataset.theme = this.now;
  }
}

export const theme = new ThemeStore();

/** Applies the stored choice and follows the system's changes. */
export function startTheme(): void {
  const stored = localStorage.getItem(STORED);
  theme.choose(stored === 'light' || stored === 'dark' ? stored : null);
  dark.addEventListener('change', (event) => theme.follow(event.matches ? 'dark' : 'light'));
}
