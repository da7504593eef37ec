/** Holders as people look for them, name them, and tell them apart. */
import type { Holder } from '../api/contract';

/** Returns `text` as it is compared: without accents, case and what is only spelling. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\./g, '')
    .toLowerCase();
}

type Sought = Pick<Holder, 'key' | 'also' | 'names' | 'features'>;

/** Returns the holders whose names, keys and codes hold every word of `text`. */
export function matching<T extends Sought>(holders: readonly T[], text: string): T[] {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...holders];
  return holders.filter(({ key, also, names, features }) => {
    const codes = features.map(({ code }) => code);
    const all = folded([key, ...also, ...names, ...codes].join('\n'));
    return words.every((word) => all.includes(word));
  });
}

/** What a key says: a tax number, or a name as it is compared. */
export function readKey(key: string): { by: 'ruc' | 'name'; text: string } {
  return key.startsWith('ruc:')
    ? { by: 'ruc', text: key.slice('ruc:'.length) }
    : { by: 'name', text: key.replace(/^name:/, '') };
}

/** Returns the name by which a person is asked about a holder: as a layer writes it, else its key's. */
export function nameOf(holder: Pick<Holder, 'key' | 'names'> | undefined, key: string): string {
  return holder?.names[0] ?? readKey(key).text;
}

export type Pair = readonly [a: string, b: string];

/**
 * Returns the pairs of which to say that they are different, so that `key` stands alone again.
 * Keys are joined in chains: it has to be parted from each of the others, not from the first only.
 */
export function pairsToPart({ key, also }: Pick<Holder, 'key' | 'also'>, apart: string): Pair[] {
  return [key, ...also].filter((other) => other !== apart).map((other) => [other, apart]);
}

/** What a person says of pairs of holders, and the names by which it is told back. */
export interface Judgement {
  pairs: Pair[];
  verdict: 'same' | 'different';
  words: { a: string; b: string };
}
