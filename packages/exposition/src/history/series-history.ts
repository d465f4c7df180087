import { type Label, readLabels } from './read-labels.js';
import type { Track } from './timeline.js';

/** How much of its weight a series keeps from one reading to the next. */
const KEPT = 0.8;

/** What is kept of a series: numbers over time, and what the next reading is compared with. */
export interface SeriesHistory {
  /** As they are on the page, for a histogram without `le`. */
  readonly labels: string;
  readonly pairs: readonly Label[];
  /** Values of a gauge; of a counter, and of the observations of a histogram, rates a second. */
  readonly track: Track;
  /** The newest number of the track; NaN when there is none. */
  now: number;
  /** The last reading, and when it was. */
  last: number | undefined;
  lastMs: number;
  /** How large it has been lately: by this the top few are chosen. */
  weight: number;
}

export function newSeries(labels: string, track: Track): SeriesHistory {
  return {
    labels,
    pairs: readLabels(labels),
    track,
    now: Number.NaN,
    last: undefined,
    lastMs: 0,
    weight: 0,
  };
}

export function keep(series: SeriesHistory, slot: number, value: number): void {
  series.track[slot] = value;
  series.now = value;
  const size = Number.isFinite(value) ? Math.abs(value) : 0;
  series.weight = series.weight * KEPT + size * (1 - KEPT);
}

/** The series is not on the page. */
export function miss(series: SeriesHistory, slot: number): void {
  series.track[slot] = Number.NaN;
  series.now = Number.NaN;
  series.weight *= KEPT;
}
