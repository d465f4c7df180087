import { MvccMetrics, StorageMetrics } from '@meterkit/meters/storage';
import type { Telemetry } from '@meterkit/sdk';
import type { LeaderOptions } from '../raft/leader.js';
import type { StateMachine } from './state-machine.js';

/** Applies commands and tells watches. What is done once more of an earlier life is not counted again. */
export function measuredApply(
  machine: StateMachine,
  telemetry: Pick<Telemetry, 'get'>,
): LeaderOptions['apply'] {
  const storage = telemetry.get(StorageMetrics);
  const mvcc = telemetry.get(MvccMetrics);
  return (command, isNew) => {
    const apply = () => machine.apply(command);
    const isCounted = isNew && command.type !== 'none';
    const labels = { operation: command.type, storage: 'revisions' };
    const change = isCounted ? storage.track(labels, apply) : apply();
    mvcc.recordRevision(change.revision);
    if (isCounted && command.type === 'compact') mvcc.recordCompacted();
    machine.tell();
    return change;
  };
}
