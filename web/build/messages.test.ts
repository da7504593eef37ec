import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';
import { source, type Language } from './fluent';

const SRC = join(import.meta.dirname, '../src');

/** Families of messages named by codes of the API: each code needs its words. */
const FAMILIES: Record<string, string[]> = {
  'web-state-': ['provisional', 'confirmed'],
  'web-driver-': ['mining', 'other', 'unknown'],
  'web-role-': ['prosecutor', 'analyst', 'field', 'admin'],
  'web-layer-': ['alerts', 'reports', 'graticule', 'mining_right', 'reinfo', 'protected_area', 'buffer_zone', 'native_community', 'mining_zone', 'river', 'district', 'other'],
  'web-preset-': ['natural', 'swir', 'ndvi', 'disturbance'],
  'web-found-': ['coordinates', 'place', 'right', 'feature', 'holder', 'alert'],
  'web-sort-': ['rank', 'newest', 'largest'],
  'web-title-': ['map', 'alert', 'briefing', 'production', 'holders', 'unknown'],
  'web-live-': ['raised', 'changed'],
  'web-alert-activity-': ['new', 'growing', 'active-again', 'dormant', 'recovering'].flatMap((state) => [state, `${state}-means`]),
  'web-production-kind-': ['declared_without_working', 'working_without_declaration'].flatMap((kind) => [kind, `${kind}-means`]),
  'web-production-limits-': ['declared_without_working', 'working_without_declaration'],
  'web-production-not-observable-': ['no_scene', 'cloud', 'too_small'],
  'web-holders-': ['same', 'different', 'said-same', 'said-different'],
  'web-language-': ['es', 'en'],
};

/** Returns each message of `language` with the names of its arguments. */
function messages(language: Language): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, value } of new FluentResource(source(language)).body) {
    if (found.has(id)) throw new Error(`${language}: "${id}" is said twice`);
    found.set(id, [...new Set(JSON.stringify(value).match(/"type":"var","name":"[^"]+"/g) ?? [])].sort());
  }
  return found;
}

function* sources(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (/\.(svelte|ts)$/.test(name) && !name.endsWith('.test.ts')) yield path;
  }
}

const es = messages('es');
const en = messages('en');

describe('messages', () => {
  it('are the same in both languages, with the same arguments', () => {
    expect(Object.fromEntries(en)).toEqual(Object.fromEntries(es));
  });

  it('are all Fluent: no line is lost to a mistake', () => {
    for (const language of ['es', 'en'] as const) {
      const ids = [...source(language).matchAll(/^([a-z][\w-]*)\s*=/gm)].map((match) => match[1]);
      const known = messages(language);
      expect(ids.filter((id) => !known.has(id ?? ''))).toEqual([]);
    }
  });

  it('exist for every text that the page asks for', () => {
    const missing: string[] = [];
    for (const path of sources(SRC)) {
      const text = readFileSync(path, 'utf8');
      for (const [, id] of text.matchAll(/\b(?:t|i18n\.text)\(\s*'([^']+)'/g)) {
        if (id && !es.has(id)) missing.push(`${path}: ${id}`);
      }
      for (const [, start] of text.matchAll(/\b(?:t|i18n\.text)\(\s*`([^`$]*)\$\{/g)) {
        if (start && ![...es.keys()].some((id) => id.startsWith(start))) missing.push(`${path}: ${start}…`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('exist for every code of the API', () => {
    const wanted = Object.entries(FAMILIES).flatMap(([start, codes]) => codes.map((code) => start + code));
    expect(wanted.filter((id) => !es.has(id))).toEqual([]);
  });
});
