import { describe, expect, it } from 'vitest';
import { listQuery, readFilters, readSort, readView, writeBox, writeView } from './filters';

const filters = (query: string) => readFilters(new URLSearchParams(query));

describe('filters in the address', () => {
  it('are read by the names of the API', () => {
    expect(filters('state=confirmed&from=2023-05-01&confidence_min=0.8&right=019900005')).toEqual({
      state: 'confirmed',
      from: '2023-05-01',
      confidence_min: '0.8',
      right: '019900005',
    });
  });

  it('leave out what makes no sense', () => {
    expect(filters('state=maybe&from=ayer&confidence_min=7&area_min_ha=-1&unknown=1')).toEqual({});
  });

  it('become the query of the list, with the order only where it differs', () => {
    expect(listQuery({ state: 'confirmed' }, 'rank', null)).toEqual({ state: 'confirmed', sort: null, bbox: null });
    expect(readSort(new URLSearchParams('sort=largest'))).toBe('largest');
    expect(readSort(new URLSearchParams('sort=random'))).toBe('rank');
  });
});

describe('the view in the address', () => {
  it('survives writing and reading', () => {
    const text = writeView({ zoom: 13.5, lat: -12.608, lon: -72.00012 });
    expect(text).toBe('13.50/-12.60800/-72.00012');
    expect(readView(new URLSearchParams({ map: text }))).toEqual({ zoom: 13.5, lat: -12.608, lon: -72.00012 });
  });

  it('is nothing when it is broken', () => {
    for (const map of ['', '13', '13/a/b', '13/-99/-72', '1/2/3/4']) {
      expect(readView(new URLSearchParams({ map })), map).toBeNull();
    }
  });

  it('gives a box that holds all that is seen', () => {
    expect(writeBox([-72.01234, -12.61111, -71.98765, -12.59999])).toBe('-72.0124,-12.6112,-71.9876,-12.5999');
  });
});
