import { t } from '../i18n/i18n.svelte';
import { readKey } from './holders';

/** Returns by what a holder is known: the tax number, or that there is only a name. */
export function keyWords(key: string): string {
  const { by, text } = readKey(key);
  return by === 'ruc' ? t('web-holders-ruc', { number: text }) : t('web-holders-by-name');
}
