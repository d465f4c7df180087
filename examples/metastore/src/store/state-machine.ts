import type { WatchEvent } from '../grpc/protocol.js';
import type { Command } from '../log/command.js';
import { Leases } from './leases.js';
import { Revisions } from './revisions.js';

/** The state of a node. Nodes that have applied the same commands have the same keys at the same revisions. */
export class StateMachine {
  readonly revisions = new Revisions();
  readonly leases: Leases;

  /** Is told when the time of a lease is over: the leader sees to it that all nodes revoke it. */
  constructor(onExpired: (leaseId: number) => void = () => {}) {
    this.leases = new Leases(onExpired);
  }

  /** Returns what it did to keys. Throws a StatusError where the state does not allow it; then it is as before, on each node. */
  apply(command: Command): readonly WatchEvent[] {
    const { revisions, leases } = this;
    switch (command.type) {
      case 'none':
        return [];
      case 'put':
        if (command.leaseId !== 0) leases.find(command.leaseId);
        return revisions.put(command.key, command.value, command.leaseId);
      case 'delete':
        return revisions.delete([command.key]);
      case 'compact':
        revisions.compact(command.revision);
        return [];
      case 'grant':
        leases.grant(command.leaseId, command.ttlMs);
        return [];
      case 'revoke':
        leases.revoke(command.leaseId);
        return revisions.delete(revisions.keysOf(command.leaseId));
    }
  }
}
