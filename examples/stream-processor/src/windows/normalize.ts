import { median, medianAbsoluteDeviation } from 'simple-statistics';
import type { FillStrategy, PartitionMetrics } from '../metrics/partition-metrics.js';
import { fill } from './fill.js';
import type { NormalPoint, Point } from './key-state.js';

/** With fewer values nobody can say what is usual. */
const LEAST_VALUES = 5;
/** Multiples of the standard deviation, which for a normal distribution is 1.4826 times the median deviation. */
const TOLERANCE = 6 * 1.4826;

/** The kind of sensor is the first word of its name. */
const strategies: Readonly<Record<string, FillStrategy>> = {
  pressure: 'forward_fill',
  wind: 'backward_fill',
  temperature: 'linear',
  rain: 'zero',
  humidity: 'mean',
};

export interface Normalized {
  readonly points: readonly NormalPoint[];
  readonly gaps: number;
  readonly outliers: number;
}

/** Puts the readings of a pane in order, takes out what lies too far off, and fills what is missing then. */
export function normalize(
  key: string,
  points: readonly Point[],
  metrics: Pick<PartitionMetrics, 'normalized' | 'outliers' | 'gapsFilled' | 'fills'>,
): Normalized {
  const sorted = points.toSorted(([a], [b]) => a - b);
  const isOutlier = outlierTest(sorted.flatMap(([, value]) => value ?? []));
  const values = sorted.map(([, value]) => (value === null || isOutlier(value) ? null : value));
  const outliers = sorted.filter(([, value]) => value !== null && isOutlier(value)).length;
  const gaps = values.filter((value) => value === null).length;
  const strategy = strategies[key.split('-', 1)[0] ?? ''] ?? 'forward_fill';
  const filled = fill(values, strategy);

  metrics.normalized.add(points.length);
  metrics.outliers.add(outliers);
  metrics.gapsFilled.add(gaps);
  if (gaps > 0) metrics.fills[strategy].add(1);
  return { points: sorted.map(([atMs], i) => [atMs, filled[i] ?? 0]), gaps, outliers }; // none is left out
}

/** Says of a value whether it lies too far from the median, by the median of what all are away from it. */
function outlierTest(values: number[]): (value: number) => boolean {
  if (values.length < LEAST_VALUES) return () => false;
  const middle = median(values);
  const deviation = medianAbsoluteDeviation(values);
  if (deviation === 0) return () => false; // more than half are the same: rain on a dry day
  return (value) => Math.abs(value - middle) > TOLERANCE * deviation;
}
