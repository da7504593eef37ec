/** Which series share a chart: the indices of one sensor, and of one orbit of a radar. */

interface Series {
  sensor: string;
  /** Radar only: views from east and from west differ, so they are never mixed. */
  orbit?: string | null;
  index: string;
  points: unknown[];
}

export interface PixelChart<S> {
  sensor: string;
  orbit: string | null;
  radar: boolean;
  /** Whether it is the only chart of its kind. */
  alone: boolean;
  series: S[];
}

/** Returns the charts, optical ones first; series without points draw none. */
export function pixelCharts<S extends Series>(all: S[]): PixelChart<S>[] {
  const charts = new Map<string, PixelChart<S>>();
  for (const each of all) {
    if (each.points.length === 0) continue;
    const orbit = each.orbit ?? null;
    const key = `${each.sensor} ${orbit ?? ''}`;
    const radar = each.index.endsWith('_db');
    const chart = charts.get(key) ?? { sensor: each.sensor, orbit, radar, alone: true, series: [] };
    chart.series.push(each);
    charts.set(key, chart);
  }
  const drawn = [...charts.values()].sort((a, b) => Number(a.radar) - Number(b.radar));
  return drawn.map((chart) => ({
    ...chart,
    alone: drawn.filter(({ radar }) => radar === chart.radar).length === 1,
  }));
}
