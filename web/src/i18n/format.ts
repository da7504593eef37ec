import { i18n } from './i18n.svelte';

/** Peru's time: UTC−5, without daylight saving. */
const ZONE = 'America/Lima';

/** Returns `value` with `digits` decimals in the reader's language: 1,234.5. */
export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(i18n.tag, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** Returns an area in hectares with its unit, at two significant figures below 10 ha. */
export function hectares(value: number): string {
  return `${number(value, value < 10 ? 2 : value < 100 ? 1 : 0)} ha`;
}

/** Returns a distance with its unit: metres below one kilometre. */
export function distance(metres: number): string {
  return metres < 1000 ? `${number(metres)} m` : `${number(metres / 1000, metres < 10_000 ? 1 : 0)} km`;
}

/** Returns a share or probability (0–1) in percent. */
export function percent(share: number): string {
  return `${number(share * 100)} %`;
}

/** Returns the day of an ISO date (`2024-05-06`) or of an instant, in Peru's time. */
export function day(iso: string): string {
  const plain = /^\d{4}-\d{2}-\d{2}$/.test(iso);
  return new Intl.DateTimeFormat(i18n.tag, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: plain ? 'UTC' : ZONE,
  }).format(new Date(plain ? `${iso}T00:00:00Z` : iso));
}

/** Returns an instant with its time of day, in Peru's time. */
export function instant(iso: string): string {
  return new Intl.DateTimeFormat(i18n.tag, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: ZONE,
  }).format(new Date(iso));
}

/** Returns the interval in which something happened: "5 jun – 12 jul 2022". */
export function interval(from: string, to: string): string {
  return from === to ? day(from) : `${day(from)} – ${day(to)}`;
}

/** Returns the plural form of `count` (`one`, `other`), which messages select by. */
export function form(count: number): string {
  return new Intl.PluralRules(i18n.tag).select(count);
}
