import type { FamilyLines, SampleLine } from './family-lines.js';
import { parseThreshold } from './parse-threshold.js';

/** The lines of one point of a histogram, by what they are. */
interface HistogramPoint {
  readonly first: SampleLine;
  readonly buckets: readonly SampleLine[];
  readonly count: SampleLine | undefined;
  readonly sum: SampleLine | undefined;
}

/** Checks one point of a histogram (OpenMetrics 1.0, Histogram and GaugeHistogram; text 0.0.4, Histograms and summaries). */
export function checkHistogram(family: FamilyLines, lines: readonly SampleLine[]): void {
  const point = histogramPoint(family, lines);
  if (point === undefined) return;
  const lowest = checkBuckets(family, point);
  const { count, sum } = point;
  if (count !== undefined && count.sample.value !== point.buckets.at(-1)?.sample.value) {
    family.refuse('count-bucket', count);
  }
  if (family.format === 'text') {
    if (count === undefined) family.refuse('count-bucket', point.first);
    return;
  }
  if (sum === undefined && count !== undefined) family.refuse('sum-count', count);
  if (sum === undefined) return;
  if (count === undefined) family.refuse('sum-count', sum);
  checkSum(family, sum, lowest < 0);
}

function histogramPoint(
  family: FamilyLines,
  lines: readonly SampleLine[],
): HistogramPoint | undefined {
  const prefix = family.type === 'gaugehistogram' ? `${family.name}_g` : `${family.name}_`;
  const [first] = lines;
  if (first === undefined) return undefined;
  return {
    first,
    buckets: lines.filter(({ sample }) => sample.name === `${family.name}_bucket`),
    count: lines.find(({ sample }) => sample.name === `${prefix}count`),
    sum: lines.find(({ sample }) => sample.name === `${prefix}sum`),
  };
}

/** Answers the lowest bound. */
function checkBuckets(family: FamilyLines, { first, buckets }: HistogramPoint): number {
  let lowest = Number.POSITIVE_INFINITY;
  let bound = Number.NEGATIVE_INFINITY;
  let value = Number.NEGATIVE_INFINITY;
  for (const line of buckets) {
    const next = parseThreshold(line.sample.labels.get('le'));
    if (next === undefined) family.refuse('le', line);
    if (next <= bound) family.refuse('bucket-order', line);
    if (line.sample.value < value) family.refuse('bucket-cumulative', line);
    lowest = Math.min(lowest, next);
    bound = next;
    value = line.sample.value;
  }
  if (bound !== Number.POSITIVE_INFINITY) family.refuse('bucket-missing', buckets.at(-1) ?? first);
  return lowest;
}

/** A sum belongs to a histogram without negative buckets; a gauge histogram may fall below zero with negative ones. */
function checkSum(family: FamilyLines, sum: SampleLine, negativeBuckets: boolean): void {
  const { value } = sum.sample;
  const negativeAllowed = negativeBuckets && family.type === 'gaugehistogram';
  if (negativeBuckets && !negativeAllowed) family.refuse('sum-value', sum);
  if (Number.isNaN(value) || (value < 0 && !negativeAllowed)) family.refuse('sum-value', sum);
}
