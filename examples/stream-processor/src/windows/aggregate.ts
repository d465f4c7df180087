import { max, mean, min, quantile, sampleStandardDeviation, sum } from 'simple-statistics';
import { aggregateTypes, type PartitionMetrics } from '../metrics/partition-metrics.js';

type Aggregates = PartitionMetrics['aggregates'];

const functions: Readonly<Record<keyof Aggregates, (values: number[]) => number>> = {
  count: (values) => values.length,
  sum,
  avg: mean,
  min,
  max,
  percentile: (values) => quantile(values, 0.95),
  stddev: sampleStandardDeviation, // throws if there is a single value
};

/** Computes all aggregates of a window; null is one that could not be computed. */
export function aggregate(values: number[], metrics: Aggregates) {
  const result: Partial<Record<keyof Aggregates, number | null>> = {};
  for (const type of aggregateTypes) {
    const { computed, failed, duration } = metrics[type];
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
