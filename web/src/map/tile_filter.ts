import type { ExpressionSpecification } from 'maplibre-gl';
import type { Filters } from '../list/filters';

/** Filters that tiles know nothing about: the list says which alerts pass. */
export function needsIds(filters: Filters): boolean {
  return filters.layer !== undefined || filters.right !== undefined;
}

/**
 * Returns which alerts of the tiles pass `filters`, or null for all: what tiles say of an alert
 * is compared here, the rest goes by the identifiers of the list.
 */
export function tileFilter(filters: Filters, ids: string[]): ExpressionSpecification | null {
  const all: ExpressionSpecification[] = [];
  const text = (name: string): ExpressionSpecification => ['coalesce', ['get', name], ''];
  const amount = (name: string): ExpressionSpecification => ['coalesce', ['get', name], 0];
  if (filters.state) all.push(['==', text('state'), filters.state]);
  if (filters.driver) all.push(['==', text('driver'), filters.driver]);
  // An onset is an interval: it passes if it overlaps the one asked for.
  if (filters.from) all.push(['>=', text('not_after'), filters.from]);
  if (filters.to) all.push(['<=', text('not_before'), filters.to]);
  if (filters.confidence_min) all.push(['>=', amount('confidence'), Number(filters.confidence_min)]);
  if (filters.area_min_ha) all.push(['>=', amount('area_ha'), Number(filters.area_min_ha)]);
  if (filters.area_max_ha) all.push(['<=', amount('area_ha'), Number(filters.area_max_ha)]);
  if (needsIds(filters)) all.push(['in', ['get', 'id'], ['literal', ids]]);
  return all.length === 0 ? null : ['all', ...all];
}
