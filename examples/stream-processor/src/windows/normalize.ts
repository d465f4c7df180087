import { mean, median, medianAbsoluteDeviation } from 'simple-statistics';
import type { FillStrategy } from '../metrics/partition-metrics.js';
import type { Counts } from '../pipeline/partition-context.js';

/** What a sensor said at a time; null where it had no value: a gap. */
export type Point = readonly [atMs: number, value: number | null, id?: string];
type Known = readonly [atMs: number, value: number, id?: string];

const hasValue = (point: Point): point is Known => point[1] !== null;

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

/** The values of gaps, by the points that are known around them: one at least. */
const fillers: Readonly<Record<FillStrategy, (known: readonly Known[], atMs: number) => number>> = {
  forward_fill: (known, atMs) => before(known, atMs)[1],
  backward_fill: (known, atMs) => after(known, atMs)[1],
  linear: (known, atMs) => {
    const [[fromMs, from], [toMs, to]] = [before(known, atMs), after(known, atMs)];
    return from + ((to - from) * (atMs - fromMs)) / (toMs - fromMs || 1);
  },
  zero: () => 0,
  mean: (known) => mean(known.map(([, value]) => value)),
};

/** Puts the readings of a pane in order, takes out what lies too far off, and fills what is missing then: zero where nothing is known. */
export function normalize(key: string, points: Point[], { metrics, totals }: Counts): Known[] {
  const values = points.flatMap(([, value]) => value ?? []);
  const isKnown = usualTest(values);
  const sorted = points.toSorted(([a], [b]) => a - b);
  const known = sorted.filter(isKnown);
  const gaps = points.length - known.length;
  const outliers = values.length - known.length;
  metrics.normalized.add(points.length);
  metrics.outliers.add(outliers);
  metrics.gapsFilled.add(gaps);
  totals.gaps += gaps;
  totals.outliers += outliers;
  if (gaps === 0) return known;
  const strategy = strategies[key.split('-', 1)[0] ?? ''] ?? 'forward_fill';
  metrics.fills[strategy].add(1);
  const fill = fillers[known.length > 0 ? strategy : 'zero'];
  return sorted.map((point) => (isKnown(point) ? point : [point[0], fill(known, point[0])]));
}

/** Says of a point whether it has a value that is not too far from the median, by the median of what all are away from it. */
function usualTest(values: number[]): (point: Point) => point is Known {
  const deviation = values.length < LEAST_VALUES ? 0 : medianAbsoluteDeviation(values);
  if (deviation === 0) return hasValue; // more than half are the same: rain on a dry day
  const middle = median(values);
  return (point): point is Known =>
    hasValue(point) && Math.abs(point[1] - middle) <= TOLERANCE * deviation;
}

/** The last point that is known before a gap; at the start the first one after it. */
function before(known: readonly Known[], atMs: number): Known {
  return known.findLast(([ms]) => ms <= atMs) ?? (known[0] as Known); // there is one
}

function after(known: readonly Known[], atMs: number): Known {
  return known.find(([ms]) => ms > atMs) ?? (known.at(-1) as Known); // there is one
}
