import { featureFilter } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import type { Filters } from '../list/filters';
import { needsIds, tileFilter } from './tile_filter';

const ALERT = {
  id: 'a1',
  state: 'confirmed',
  driver: 'mining',
  confidence: 0.93,
  area_ha: 1.81,
  not_before: '2022-10-23',
  not_after: '2023-05-21',
};

/** Says whether the map draws ALERT with `filters`, as MapLibre would decide. */
function drawn(filters: Filters, ids: string[] = []): boolean {
  const expression = tileFilter(filters, ids);
  if (!expression) return true;
  return featureFilter(expression, 'filter').filter({ zoom: 12 }, { type: 1, properties: ALERT } as never);
}

describe('the map draws what the list shows', () => {
  it('without filters everything', () => {
    expect(tileFilter({}, [])).toBeNull();
  });

  it('by state, cause, probability and area', () => {
    expect(drawn({ state: 'confirmed', driver: 'mining', confidence_min: '0.9', area_min_ha: '1' })).toBe(true);
    expect(drawn({ state: 'provisional' })).toBe(false);
    expect(drawn({ confidence_min: '0.95' })).toBe(false);
    expect(drawn({ area_max_ha: '1.5' })).toBe(false);
  });

  it('by overlap of the onset, not by its first day', () => {
    expect(drawn({ from: '2023-05-21' })).toBe(true);
    expect(drawn({ from: '2023-05-22' })).toBe(false);
    expect(drawn({ to: '2022-10-23' })).toBe(true);
    expect(drawn({ to: '2022-10-22' })).toBe(false);
  });

  it('by the identifiers of the list where tiles know nothing', () => {
    expect(needsIds({ right: '019900005' })).toBe(true);
    expect(drawn({ right: '019900005' }, ['a1'])).toBe(true);
    expect(drawn({ right: '019900005' }, ['a2'])).toBe(false);
  });
});
