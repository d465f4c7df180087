import {
  counter,
  defineMeter,
  type LabelsOf,
  oneOf,
  runEnding,
  upDownCounter,
} from '@meterkit/instruments';
import { keptLabels } from '../tracking/kept-labels.js';

const operation = { operation: oneOf('grant', 'revoke', 'renew', 'expire') };
const outcome = { ...operation, status: oneOf('success', 'error') };

export type LeaseOperationLabels = LabelsOf<typeof operation>;
export type LeaseOutcomeLabels = LabelsOf<typeof outcome>;

/**
 * Leases. How many are active follows from what was done to them: a grant that succeeded is one more, a revocation or
 * expiry that did is one less. Recording never throws, whatever it is given.
 */
export class LeaseMetrics extends defineMeter({
  name: 'storage',
  instruments: {
    active: upDownCounter('lease_active_total', {
      description: 'Leases that are held now.',
      unit: '{lease}',
      exactName: true,
    }),
    operations: counter('lease.operations', {
      description: 'Operations on leases that ended, by how they ended.',
      unit: '{operation}',
      labels: outcome,
    }),
  },
}) {
  recordOperation(labels: LeaseOutcomeLabels): void {
    this.operations.add(1, labels);
    const { operation, status } = keptLabels(labels, 'operation', 'status');
    if (status === 'success') this.active.add(changeBy(operation));
  }

  /** Leases that were found held at the start. */
  recordRestored(count: number): void {
    this.active.add(count);
  }

  /**
   * Runs an operation and records its outcome: `error` if `fn` throws. Result and error are those of `fn`; if it returns a
   * promise, the operation lasts until that settles.
   */
  track<R>(labels: LeaseOperationLabels, fn: () => R): R {
    const { operation } = keptLabels(labels, 'operation');
    return runEnding(fn, ({ failed }) =>
      this.recordOperation({ operation, status: failed ? 'error' : 'success' }),
    );
  }
}

function changeBy(operation: LeaseOperationLabels['operation']): number {
  switch (operation) {
    case 'grant':
      return 1;
    case 'revoke':
    case 'expire':
      return -1;
    case 'renew':
      return 0;
  }
}
