import type { Meters } from '../meters.js';
import type { NormalPoint, Point } from '../windows/key-state.js';
import { fill, strategyFor } from './fill.js';
import { outlierTest } from './outlier-test.js';

export interface Normalized {
  readonly points: readonly NormalPoint[];
  readonly gaps: number;
  readonly outliers: number;
}

/** Puts the readings of a pane in order, takes out what lies too far off, and fills what is missing then. */
export class Normalizer {
  readonly #metrics: Meters['processor'];

  constructor({ processor }: Meters) {
    this.#metrics = processor;
  }

  normalize(key: string, points: readonly Point[]): Normalized {
    const sorted = points.toSorted(([a], [b]) => a - b);
    const values = sorted.map(([, value]) => value);
    const isOutlier = outlierTest(values);
    const usual = values.map((value) => (isOutlier(value) ? null : value));
    const outliers = values.filter(isOutlier).length;
    const gaps = usual.filter((value) => value === null).length;
    const strategy = strategyFor(key);
    const filled = gaps > 0 ? fill(usual, strategy) : usual;

    this.#metrics.recordEventsNormalized(points.length);
    if (outliers > 0) this.#metrics.recordOutliersDetected(outliers);
    if (gaps > 0) this.#metrics.recordGapsFilled(gaps, { strategy });
    return {
      points: sorted.map(([atMs], i) => [atMs, filled[i] ?? 0]), // none is left out
      gaps,
      outliers,
    };
  }
}
