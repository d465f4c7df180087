import type { PartitionMetrics } from '../metrics/partition-metrics.js';
import type { Settings } from '../settings.js';
import type { StateBackend } from '../state/state-backend.js';
import type { Totals } from './totals.js';

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
