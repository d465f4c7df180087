import type { PartitionMetrics } from '../metrics/partition-metrics.js';
import type { Settings } from '../settings.js';
import type { StateBackend } from '../state/state-backend.js';

/** What the processor says that it did, counted apart from its metrics. */
export type Totals = ReturnType<typeof noTotals>;

/** What all parts of the task of a partition know. */
export interface PartitionContext {
  readonly settings: Settings;
  readonly partition: string;
  readonly backend: StateBackend;
  readonly metrics: PartitionMetrics;
  /** Of all partitions. */
  readonly totals: Totals;
  /** Aborted when no more is to be read. */
  readonly signal: AbortSignal;
}

/** What they count in. */
export type Counts = Pick<PartitionContext, 'metrics' | 'totals'>;

export function noTotals() {
  const events = { events: 0, poisoned: 0, duplicates: 0, outOfOrder: 0, late: 0 };
  return { ...events, gaps: 0, outliers: 0, tumbling: 0, sliding: 0, session: 0 };
}
