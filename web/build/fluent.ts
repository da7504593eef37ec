import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

/** Where the messages of the whole product live: Rust embeds the same folder. */
export const LOCALES = resolve(import.meta.dirname, '../../crates/vigia-app/locales');

/** Folder of each language of the page. */
export const FOLDERS = { es: 'es-PE', en: 'en' } as const;
export type Language = keyof typeof FOLDERS;

/** Messages of the command line that the page says too. */
const SHARED = /^(kind|state)-/;

/** Returns the `.ftl` files of `language` that hold messages of the page. */
export function webFiles(language: Language): string[] {
  const folder = resolve(LOCALES, FOLDERS[language]);
  return readdirSync(folder)
    .filter((name) => /^web.*\.ftl$/.test(name))
    .sort()
    .map((name) => resolve(folder, name));
}

/** Returns the Fluent source that the page loads for `language`, without comments. */
export function source(language: Language): string {
  const own = webFiles(language).map((file) => readFileSync(file, 'utf8'));
  const line = readFileSync(resolve(LOCALES, FOLDERS[language], 'line.ftl'), 'utf8');
  const shared = line.split('\n').filter((row) => SHARED.test(row));
  const all = [...own, ...shared].join('\n');
  return all
    .split('\n')
    .filter((row) => !/^#/.test(row))
    .join('\n')
    .replace(/\n{2,}/g, '\n');
}

/** Serves `virtual:messages/es` and `virtual:messages/en`: one chunk a language. */
export function fluent(): Plugin {
  const prefix = 'virtual:messages/';
  return {
    name: 'vigia-fluent',
    resolveId(id) {
      return id.startsWith(prefix) ? `\0${id}` : null;
    },
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const language = id.slice(prefix.length + 1) as Language;
      for (const file of webFiles(language)) this.addWatchFile(file);
      return `export default ${JSON.stringify(source(language))};`;
    },
  };
}
