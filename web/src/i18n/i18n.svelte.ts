import { FluentBundle, FluentResource } from '@fluent/bundle';

export type Language = 'es' | 'en';
export const LANGUAGES: readonly Language[] = ['es', 'en'];

/** BCP 47 tag of each language, for `lang` and for `Intl`. */
export const TAGS: Record<Language, string> = { es: 'es-PE', en: 'en-GB' };

const STORED = 'vigia.language';

async function load(language: Language): Promise<FluentBundle> {
  const module =
    language === 'es' ? await import('virtual:messages/es') : await import('virtual:messages/en');
  const bundle = new FluentBundle(TAGS[language], { useIsolating: false });
  for (const error of bundle.addResource(new FluentResource(module.default))) console.error(error);
  return bundle;
}

class I18n {
  language = $state<Language>('es');
  #bundle = $state.raw<FluentBundle | null>(null);

  /** Loads the language last used in this browser, else the browser's, else Spanish. */
  async start(): Promise<void> {
    const stored = localStorage.getItem(STORED);
    const wished = stored ?? navigator.language.slice(0, 2);
    await this.use(wished === 'en' ? 'en' : 'es');
  }

  /** Switches the page to `language`. */
  async use(language: Language): Promise<void> {
    if (this.#bundle && language === this.language) return;
    this.#bundle = await load(language);
    this.language = language;
    localStorage.setItem(STORED, language);
    document.documentElement.lang = TAGS[language];
  }

  /** BCP 47 tag of the language in use. */
  get tag(): string {
    return TAGS[this.language];
  }

  /**
   * Returns message `id` with its arguments filled in; arguments are finished text
   * (`format.ts`). A message that does not exist returns as its id, so that the fault is
   * seen and nothing else is lost.
   */
  text(id: string, args?: Record<string, string>): string {
    const pattern = this.#bundle?.getMessage(id)?.value;
    if (!this.#bundle || !pattern) {
      console.error(`there is no message "${id}"`);
      return id;
    }
    const errors: Error[] = [];
    const text = this.#bundle.formatPattern(pattern, args, errors);
    if (errors.length > 0) console.error(`message "${id}"`, errors);
    return text;
  }

  /** Says whether message `id` exists: for codes that come from the server. */
  has(id: string): boolean {
    return this.#bundle?.hasMessage(id) ?? false;
  }
}

export const i18n = new I18n();

/** Short for `i18n.text`. */
export const t = (id: string, args?: Record<string, string>): string => i18n.text(id, args);
