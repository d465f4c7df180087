import { newSeries, type SeriesHistory } from './series-history.js';
import type { Timeline, Track } from './timeline.js';

/** A histogram's series: how fast each bucket fills by itself, the smaller ones not counted in. */
export interface HistogramSeries extends SeriesHistory {
  readonly bounds: number[];
  readonly buckets: Track[];
  /** The last reading of the buckets, as on the page: the smaller ones counted in. */
  lastCounts: number[];
  /** This reading. */
  counts: number[];
}

export function newHistogram(labels: string, timeline: Timeline): HistogramSeries {
  return {
    ...newSeries(labels, timeline.track()),
    bounds: [],
    buckets: [],
    lastCounts: [],
    counts: [],
  };
}

/** Takes the counts of this reading in. `perSecond` is what an increase is multiplied with. */
export function keepBuckets(series: HistogramSeries, slot: number, perSecond: number): void {
  const { counts, lastCounts, buckets } = series;
  const isReset = (counts.at(-1) ?? 0) < (lastCounts.at(-1) ?? 0);
  let below = 0;
  for (const [i, track] of buckets.entries()) {
    const before = isReset ? 0 : (lastCounts[i] ?? 0);
    const upTo = Math.max(0, (counts[i] ?? 0) - before);
    track[slot] = Math.max(0, upTo - below) * perSecond;
    below = upTo;
  }
  series.lastCounts = counts;
  series.counts = [];
}
