import { counter, defineMeter, histogram, type LabelsOf, oneOf, text } from '@meterkit/instruments';
import { keptLabels } from '../tracking/kept-labels.js';
import { runTimed } from '../tracking/run-timed.js';
import { latencyBounds } from './latency-bounds.js';

const operation = { operation: text(), storage: text() };
const outcome = { ...operation, status: oneOf('success', 'error') };

/** Operations and storages multiply. */
const seriesLimit = 10_000;

/** What was done, and to which storage. */
export type StorageOperationLabels = LabelsOf<typeof operation>;
export type StorageOutcomeLabels = LabelsOf<typeof outcome>;

/** Operations on storages. Recording never throws, whatever it is given. */
export class StorageMetrics extends defineMeter({
  name: 'storage',
  instruments: {
    operationDuration: histogram('storage.operation.duration', {
      description: 'Time that an operation on a storage took, successful or not.',
      unit: 's',
      labels: operation,
      bounds: latencyBounds,
      seriesLimit,
    }),
    operations: counter('storage.operation', {
      description: 'Operations on a storage that ended, by how they ended.',
      unit: '{operation}',
      labels: outcome,
      seriesLimit,
    }),
  },
}) {
  recordOperation(labels: StorageOutcomeLabels, durationSeconds: number): void {
    this.operations.add(1, labels);
    const { operation, storage } = keptLabels(labels, 'operation', 'storage');
    this.operationDuration.record(durationSeconds, { operation, storage });
  }

  /**
   * Runs an operation and records its outcome and duration: `error` if `fn` throws. Result and error are those of `fn`; if
   * it returns a promise, the operation lasts until that settles.
   */
  track<R>(labels: StorageOperationLabels, fn: () => R): R {
    const { operation, storage } = keptLabels(labels, 'operation', 'storage');
    return runTimed(fn, ({ failed }, durationSeconds) => {
      const status = failed ? 'error' : 'success';
      this.recordOperation({ operation, storage, status }, durationSeconds);
    });
  }
}
