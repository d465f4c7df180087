import { defineMeter, gauge, histogram, type LabelsOf, text } from '@meterkit/instruments';
import { runTimed } from '../tracking/run-timed.js';
import { latencyBounds } from './latency-bounds.js';

const node = { node: text() };

/** A log replicated by Raft. Recording never throws, whatever it is given. */
export class RaftMetrics extends defineMeter({
  name: 'storage',
  instruments: {
    appliedIndex: gauge('raft.applied_index', {
      description: 'Index of the last log entry that a node applied.',
      unit: '{entry}',
      labels: node,
    }),
    commitDuration: histogram('raft.commit.duration', {
      description: 'Time from the proposal of a log entry to its commit.',
      unit: 's',
      bounds: latencyBounds,
    }),
  },
}) {
  recordApplied(index: number, labels: LabelsOf<typeof node>): void {
    this.appliedIndex.set(index, labels);
  }

  /** A node that left the cluster leaves the page, where it would fall ever further behind. */
  recordNodeRemoved(labels: LabelsOf<typeof node>): void {
    this.appliedIndex.remove(labels);
  }

  recordCommitted(durationSeconds: number): void {
    this.commitDuration.record(durationSeconds);
  }

  /** Times a commit; one that fails is none, and is not recorded. Result and error are those of `fn`. */
  trackCommit<R>(fn: () => R): R {
    return runTimed(fn, ({ failed }, durationSeconds) => {
      if (!failed) this.recordCommitted(durationSeconds);
    });
  }
}
