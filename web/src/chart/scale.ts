/** Axes: from values to pixels, and the marks worth printing. */

/** Returns the straight line that takes `domain` to `range`; a domain of one value goes to the middle. */
export function linear(domain: [number, number], range: [number, number]): (value: number) => number {
  const width = domain[1] - domain[0];
  if (width === 0) return () => (range[0] + range[1]) / 2;
  return (value) => range[0] + ((value - domain[0]) / width) * (range[1] - range[0]);
}

/** Returns round marks (steps of 1, 2, 2.5 or 5 × 10ⁿ) that enclose `[least, most]`. */
export function roundMarks(least: number, most: number, count: number): number[] {
  if (!(most > least)) return [least];
  const rough = (most - least) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((times) => times * power >= rough) ?? 10) * power;
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(most / step - 1e-9);
  const digits = Math.max(0, -Math.floor(Math.log10(step)) + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(digits)));
}

/** A mark on a time axis. */
export interface TimeMark {
  at: number;
  unit: 'day' | 'month' | 'year';
}

const MONTH_STEPS = [1, 2, 3, 4, 6, 12, 24, 60, 120];
const DAY_MS = 86_400_000;

/** Returns marks at the starts of days, months or years (UTC), about `count` of them. */
export function timeMarks(from: number, to: number, count: number): TimeMark[] {
  if (!(to > from)) return [{ at: from, unit: 'day' }];
  const days = (to - from) / DAY_MS;
  if (days < 75) {
    const step = Math.max(1, Math.ceil(days / count)) * DAY_MS;
    const marks: TimeMark[] = [];
    for (let at = Math.ceil(from / DAY_MS) * DAY_MS; at <= to; at += step) marks.push({ at, unit: 'day' });
    return marks;
  }
  const step = MONTH_STEPS.find((months) => days / 30.44 / months <= count) ?? 240;
  const start = new Date(from);
  const first = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const marks: TimeMark[] = [];
  for (let month = Math.ceil(first / step) * step; ; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at > to) return marks;
    if (at >= from) marks.push({ at, unit: step >= 12 ? 'year' : 'month' });
  }
}

/** Returns the smallest interval that holds every finite value; `null` where there is none. */
export function extent(values: Iterable<number>): [number, number] | null {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most >= least ? [least, most] : null;
}
