/** Values through time, as the chart takes them. */

/** One value; `clear` is false where cloud or shadow may have spoilt it. */
export interface TimePoint {
  at: number;
  value: number;
  clear: boolean;
  /** Between which the true value lies, where that is known. */
  margin?: [low: number, high: number] | undefined;
}

export interface TimeSeries {
  name: string;
  /** What the margins of its points are, for the legend. */
  margin?: string | undefined;
  points: TimePoint[];
  /** A quantity that holds until the next point, such as an area: drawn as steps. */
  stepped?: boolean;
}

/** Returns points with a finite value, oldest first. */
export function pointsOf(
  raw: { at: string; value: number | null; clear?: boolean; margin?: TimePoint['margin'] }[],
): TimePoint[] {
  return raw
    .flatMap(({ at, value, clear = true, ...rest }) => {
      const time = Date.parse(at);
      return value === null || !Number.isFinite(value) || Number.isNaN(time)
        ? []
        : [{ ...rest, at: time, value, clear }];
    })
    .sort((a, b) => a.at - b.at);
}

/** Returns the point nearest in time; `null` where there is none. */
export function nearestInTime<P extends { at: number }>(points: P[], at: number): P | null {
  return points.reduce<P | null>(
    (best, each) => (best && Math.abs(best.at - at) <= Math.abs(each.at - at) ? best : each),
    null,
  );
}

/** Returns the median of an array; `null` where it is empty. */
export function median(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const [low = NaN, high = NaN] = [sorted[half - 1], sorted[half]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** What a series says about an interval: its middle before and after, from clear points. */
export function beforeAndAfter(
  points: TimePoint[],
  interval: { from: number; to: number },
): { before: number | null; after: number | null; clear: number; cloudy: number } {
  const clear = points.filter((point) => point.clear);
  return {
    before: median(clear.filter(({ at }) => at < interval.from + 86_400_000).map(({ value }) => value)),
    after: median(clear.filter(({ at }) => at >= interval.to).map(({ value }) => value)),
    clear: clear.length,
    cloudy: points.length - clear.length,
  };
}
