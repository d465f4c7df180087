import type { Meters } from '../meters.js';
import { type AggregateType, aggregates } from './aggregates.js';

/** The aggregates of a window; null for one that could not be computed. */
export type AggregateValues = Readonly<Record<AggregateType, number | null>>;

const types = Object.keys(aggregates) as readonly AggregateType[]; // its own keys

/** Computes all aggregates of a window. Seven a window: each with handles of its own, resolved once. */
export class Aggregator {
  readonly #handles;

  constructor({ processor }: Meters) {
    this.#handles = types.map((aggregate_type) => ({
      aggregate_type,
      compute: aggregates[aggregate_type],
      computed: processor.aggregationsComputed.bind({ aggregate_type }),
      failed: processor.aggregationErrors.bind({ aggregate_type }),
      duration: processor.aggregationDuration.bind({ aggregate_type }),
    }));
  }

  aggregate(values: readonly number[]): AggregateValues {
    const sorted = Float64Array.from(values).sort();
    const result: Partial<Record<AggregateType, number | null>> = {};
    for (const { aggregate_type, compute, computed, failed, duration } of this.#handles) {
      const timer = duration.startTimer(); // one in 64 is measured
      const value = compute(sorted);
      if (Number.isFinite(value)) {
        computed.add(1);
        timer.stop();
      } else failed.add(1);
      result[aggregate_type] = Number.isFinite(value) ? value : null;
    }
    return result as AggregateValues; // all types were computed
  }
}
