import { EventEmitter } from 'node:events';
import type { Change, WatchEvent } from '../grpc/protocol.js';
import type { Command } from '../log/command.js';
import { Leases } from './leases.js';
import { Revisions } from './revisions.js';

/** `expired`: the time of a lease is over; the leader sees to it that all nodes revoke it. */
interface StateEvents {
  changed: [event: WatchEvent];
  expired: [leaseId: number];
}

/** The state of a node. Nodes that have applied the same commands have the same keys at the same revisions. */
export class StateMachine {
  readonly events = new EventEmitter<StateEvents>();
  readonly revisions = new Revisions();
  readonly leases = new Leases((id) => this.events.emit('expired', id));

  /** Throws a StatusError where the state does not allow it; then it is as before, on each node. */
  apply(command: Command): Change {
    const deleted = this.#run(command);
    const { current: revision } = this.revisions;
    for (const key of deleted)
      this.events.emit('changed', { type: 'delete', key, value: '', revision });
    return { revision, deleted: deleted.length };
  }

  /** Returns the keys that it deletes. */
  #run(command: Command): readonly string[] {
    const { revisions, leases } = this;
    switch (command.type) {
      case 'none':
        return [];
      case 'put': {
        const { key, value, leaseId } = command;
        if (leaseId !== 0) leases.find(leaseId);
        revisions.put(key, value, leaseId);
        this.events.emit('changed', { type: 'put', key, value, revision: revisions.current });
        return [];
      }
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
