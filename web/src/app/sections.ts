import type { Role } from '../api/contract';
import { isInvestigator } from '../investigation/investigators';
import type { Route } from './route';

/** A section of the product, as its link stands in the header. */
export interface Section {
  href: string;
  /** Message that names it. */
  label: string;
  /** Its pages, the one that the link opens first. */
  pages: Route['page'][];
}

/** Returns the sections that a reader of `role` may open; `mapHref`: where they left the map. */
export function sections(role: Role | undefined, mapHref: string): Section[] {
  const open: Section[] = [
    { href: mapHref, label: 'web-nav-map', pages: ['map'] },
    { href: '/informe', label: 'web-nav-briefing', pages: ['briefing'] },
  ];
  const investigation: Section = {
    href: '/produccion',
    label: 'web-nav-investigation',
    pages: ['production', 'holders'],
  };
  return isInvestigator(role) ? [...open, investigation] : open;
}

/** Returns `aria-current` of a section's link: the page itself, or another of the section. */
export function currentOf({ pages }: Section, page: Route['page']): 'page' | 'true' | undefined {
  if (pages[0] === page) return 'page';
  return pages.includes(page) ? 'true' : undefined;
}
