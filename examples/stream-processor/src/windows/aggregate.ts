import { max, mean, min, quantile, sampleStandardDeviation, sum } from 'simple-statistics';
import {
  type AggregateType,
  aggregateTypes,
  type PartitionMetrics,
} from '../metrics/partition-metrics.js';

/** The aggregates of a window; null for one that could not be computed. */
export type AggregateValues = Record<AggregateType, number | null>;

const functions: Readonly<Record<AggregateType, (values: number[]) => number>> = {
  count: (values) => values.length,
  sum,
  avg: mean,
  min,
  max,
  percentile: (values) => quantile(values, 0.95),
  stddev: sampleStandardDeviation, // throws if there is a single value
};

/** Computes all aggregates of a window. */
export function aggregate(
  values: readonly number[],
  metrics: Pick<PartitionMetrics, 'aggregates'>,
): AggregateValues {
  const result: Partial<AggregateValues> = {};
  for (const type of aggregateTypes) {
    const { computed, failed, duration } = metrics.aggregates[type];
    const timer = duration.startTimer();
    try {
      result[type] = functions[type](values as number[]); // none of them changes it
      computed.add(1);
      timer.stop();
    } catch {
      result[type] = null;
      failed.add(1);
    }
  }
  return result as AggregateValues; // all types were computed
}
