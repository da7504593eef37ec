import { expect, it } from 'vitest';

import { pixelCharts } from './pixel_charts';

const series = (sensor: string, index: string, orbit: string | null = null, points: unknown[] = [1]) => ({
  sensor,
  index,
  orbit,
  points,
});

it('never mixes the two directions of a radar', () => {
  const charts = pixelCharts([
    series('sentinel-1', 'vv_db', 'ascending'),
    series('sentinel-1', 'vh_db', 'ascending'),
    series('sentinel-1', 'vv_db', 'descending'),
    series('sentinel-2', 'ndvi'),
    series('sentinel-2', 'nbr'),
  ]);
  expect(charts.map(({ sensor, orbit, series: own }) => [sensor, orbit, own.length])).toEqual([
    ['sentinel-2', null, 2],
    ['sentinel-1', 'ascending', 2],
    ['sentinel-1', 'descending', 1],
  ]);
  expect(charts.map(({ alone }) => alone)).toEqual([true, false, false]);
});

it('draws nothing for a series without points', () => {
  expect(pixelCharts([series('sentinel-2', 'ndvi', null, [])])).toEqual([]);
});
