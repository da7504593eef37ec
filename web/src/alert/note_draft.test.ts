import { expect, it } from 'vitest';

import { NoteDraft, NOTE_LIMIT, noteFault } from './note_draft';

function shelf(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage;
}

it('comes back after the page is made again', () => {
  const box = shelf();
  new NoteDraft(box, 'fiscal', 'a-1').keep('Dos dragas');
  expect(new NoteDraft(box, 'fiscal', 'a-1').read()).toBe('Dos dragas');
});

it('is never shown to another person or on another alert', () => {
  const box = shelf();
  new NoteDraft(box, 'fiscal', 'a-1').keep('Dos dragas');
  expect(new NoteDraft(box, 'campo', 'a-1').read()).toBe('');
  expect(new NoteDraft(box, 'fiscal', 'a-2').read()).toBe('');
});

it('is cleared by an empty text', () => {
  const box = shelf();
  const draft = new NoteDraft(box, 'fiscal', 'a-1');
  draft.keep('x');
  draft.keep('');
  expect(draft.read()).toBe('');
  expect(box.getItem('vigia.note.fiscal.a-1')).toBeNull();
});

it('says that it could not be kept where storage is full or forbidden', () => {
  const full = {
    ...shelf(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  expect(new NoteDraft(full, 'fiscal', 'a-1').keep('x')).toBe(false);
  expect(new NoteDraft(null, 'fiscal', 'a-1').keep('x')).toBe(false);
});

it('may be sent only with words in it and within the limit', () => {
  expect(noteFault(' \n')).toBe('empty');
  expect(noteFault('a'.repeat(NOTE_LIMIT))).toBeNull();
  expect(noteFault('a'.repeat(NOTE_LIMIT + 1))).toBe('too-long');
  // Characters, as the server counts them, not UTF-16 units.
  expect(noteFault('📷'.repeat(NOTE_LIMIT))).toBeNull();
});
