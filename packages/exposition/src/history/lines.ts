import type { HistogramSeries } from './histogram-series.js';
import { quantile } from './quantile.js';
import type { Timeline, Track } from './timeline.js';

/** Values over time as the plot takes them: null where there is none. */
export type Line = readonly (number | null)[];

/** Quantiles are of the observations of this time, so that a quiet service has a line and no dots. */
const WINDOW_MS = 30_000;

export function lineOf(track: Track, timeline: Timeline): Line {
  return timeline.slots.map((slot) => finite(track[slot]));
}

/** Several histograms as one: how fast each bucket fills, at each reading. They have to have equal bounds. */
export function bucketLines(
  histograms: readonly HistogramSeries[],
  timeline: Timeline,
): readonly Float64Array[] {
  const bounds = histograms[0]?.bounds ?? [];
  return timeline.slots.map((slot) => {
    const counts = new Float64Array(bounds.length);
    for (const { buckets } of histograms)
      for (const [i, track] of buckets.entries()) {
        const rate = track[slot] ?? Number.NaN;
        if (!Number.isNaN(rate)) counts[i] = (counts[i] ?? 0) + rate;
      }
    return counts;
  });
}

/** Quantiles over time from what {@link bucketLines} gives. */
export function quantileLines(
  quantiles: readonly number[],
  bounds: readonly number[],
  columns: readonly Float64Array[],
  timeline: Timeline,
): readonly Line[] {
  const { slots } = timeline;
  const sums = new Float64Array(bounds.length);
  const add = (column: Float64Array | undefined, sign: 1 | -1): void => {
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + sign * (column?.[i] ?? 0);
  };
  const lines = quantiles.map((): (number | null)[] => []);
  let first = 0;
  for (const [i, slot] of slots.entries()) {
    add(columns[i], 1);
    const since = timeline.timeOf(slot) - WINDOW_MS;
    for (; timeline.timeOf(slots[first] ?? slot) <= since; first++) add(columns[first], -1);
    const counts = sums.map((sum) => (sum < 1e-9 ? 0 : sum)); // what is left of a subtraction is no observation
    for (const [j, q] of quantiles.entries()) lines[j]?.push(finite(quantile(q, bounds, counts)));
  }
  return lines;
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
