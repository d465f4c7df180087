import { max, mean, min, quantile, sampleStandardDeviation, sum } from 'simple-statistics';
import {
  type AggregateType,
  aggregateTypes,
  type PartitionMetrics,
} from '../metrics/partition-metrics.js';

const functions: Readonly<Record<AggregateType, (values: number[]) => number>> = {
  count: (values) => values.length,
  sum,
  avg: mean,
  min,
  max,
  percentile: (values) => quantile(values, 0.95),
  stddev: sampleStandardDeviation, // throws if there is a single value
};

/** Computes all aggregates of a window; null is one that could not be computed. */
export function aggregate(values: number[], { aggregates }: Pick<PartitionMetrics, 'aggregates'>) {
  const result: Partial<Record<AggregateType, number | null>> = {};
  for (const type of aggregateTypes) {
    const { computed, failed, duration } = aggregates[type];
    const timer = duration.startTimer();
    try {
      result[type] = functions[type](values);
      computed.add(1);
      timer.stop();
    } catch {
      result[type] = null;
      failed.add(1);
    }
  }
  return result;
}
