import { expect, it } from 'vitest';
import { currentOf, sections } from './sections';

const labels = (role: Parameters<typeof sections>[0]) => sections(role, '/').map(({ href }) => href);

it('shows the way to the investigation to those who investigate, and to nobody else', () => {
  expect(labels('prosecutor')).toContain('/produccion');
  expect(labels('analyst')).toContain('/produccion');
  for (const role of ['field', 'admin', undefined] as const) {
    expect(labels(role), role).toEqual(['/', '/informe']);
  }
});

it('marks the section of the page, and tells its first page from its others', () => {
  const at = (page: Parameters<typeof currentOf>[1]) =>
    sections('analyst', '/?sort=newest').map((section) => currentOf(section, page));
  expect(at('production')).toEqual([undefined, undefined, 'page']);
  expect(at('holders')).toEqual([undefined, undefined, 'true']);
  expect(at('alert')).toEqual([undefined, undefined, undefined]);
});
