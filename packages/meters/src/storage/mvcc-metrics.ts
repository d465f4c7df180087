import { counter, defineMeter, gauge } from '@meterkit/instruments';

/** A store that keeps old revisions until they are compacted. Recording never throws, whatever it is given. */
export class MvccMetrics extends defineMeter({
  name: 'storage',
  instruments: {
    currentRevision: gauge('mvcc.current_revision', {
      description: 'Revision of the last change.',
      unit: '{revision}',
    }),
    compactions: counter('mvcc.compaction', {
      description: 'Compactions that ended.',
      unit: '{compaction}',
    }),
  },
}) {
  recordRevision(revision: number): void {
    this.currentRevision.set(revision);
  }

  recordCompacted(): void {
    this.compactions.add(1);
  }
}
