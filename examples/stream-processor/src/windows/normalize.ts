import { median, medianAbsoluteDeviation } from 'simple-statistics';
import type { FillStrategy } from '../metrics/partition-metrics.js';
import type { Counts } from '../pipeline/partition-context.js';
import { fill } from './fill.js';
import type { NormalPoint, Point } from './key-state.js';

/** With fewer values nobody can say what is usual. */
const LEAST_VALUES = 5;
/** Multiples of the standard deviation, which for a normal distribution is 1.4826 times the median deviation. */
const TOLERANCE = 6 * 1.4826;

const isMissing = ([, value]: Point) => value === null;

/** The kind of sensor is the first word of its name. */
const strategies: Readonly<Record<string, FillStrategy>> = {
  pressure: 'forward_fill',
  wind: 'backward_fill',
  temperature: 'linear',
  rain: 'zero',
  humidity: 'mean',
};

/** Puts the readings of a pane in order, takes out what lies too far off, and fills what is missing then. */
export function normalize(
  key: string,
  points: readonly Point[],
  { metrics, totals }: Counts,
): readonly NormalPoint[] {
  const strategy = strategies[key.split('-', 1)[0] ?? ''] ?? 'forward_fill';
  const isOutlier = outlierTest(points.flatMap(([, value]) => value ?? []));
  const usual = points.map(([atMs, value]): Point => [atMs, isOutlier(value) ? null : value]);
  const gaps = usual.filter(isMissing).length;
  const outliers = gaps - points.filter(isMissing).length;
  metrics.normalized.add(points.length);
  metrics.outliers.add(outliers);
  metrics.gapsFilled.add(gaps);
  if (gaps > 0) metrics.fills[strategy].add(1);
  totals.gaps += gaps;
  totals.outliers += outliers;
  const sorted = usual.sort(([a], [b]) => a - b);
  return fill(sorted, strategy);
}

/** Says of a value whether it lies too far from the median, by the median of what all are away from it. */
function outlierTest(values: number[]): (value: number | null) => boolean {
  if (values.length < LEAST_VALUES) return () => false;
  const middle = median(values);
  const deviation = medianAbsoluteDeviation(values);
  if (deviation === 0) return () => false; // more than half are the same: rain on a dry day
  return (value) => value !== null && Math.abs(value - middle) > TOLERANCE * deviation;
}
