/** The chart's own words and the labels of its time axis. */
import { number } from '../i18n/format';
import { i18n, t } from '../i18n/i18n.svelte';
import type { TimeMark } from './scale';

/** Returns the words that every chart uses, in the reader's language. */
export function chartWords() {
  return {
    clear: t('web-alert-chart-clear'),
    cloudy: t('web-alert-chart-cloudy'),
    table: t('web-alert-chart-table'),
    date: t('web-alert-chart-date'),
    quality: t('web-alert-chart-quality'),
  };
}

const FORMS: Record<TimeMark['unit'], Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'short', timeZone: 'UTC' },
  month: { month: 'short', year: '2-digit', timeZone: 'UTC' },
  year: { year: 'numeric', timeZone: 'UTC' },
};

/** Returns a value with a true minus sign: a hyphen is easily overlooked beside a figure. */
export function figure(value: number, digits: number): string {
  return number(value, digits).replace('-', '−');
}

/** Returns the label of a mark: "28 jul", "jul 25" or "2025". */
export function axisMark({ at, unit }: TimeMark): string {
  return new Intl.DateTimeFormat(i18n.tag, FORMS[unit]).format(at);
}
