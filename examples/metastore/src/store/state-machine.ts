import type { Change, WatchEvent } from '../grpc/protocol.js';
import type { Command } from '../log/command.js';
import { Leases } from './leases.js';
import { Revisions } from './revisions.js';

export interface StateEvents {
  readonly changed: (event: WatchEvent) => void;
  /** The time of a lease is over: the leader sees to it that all nodes revoke it. */
  readonly leaseExpired: (leaseId: number) => void;
}

/** The state of a node. Nodes that have applied the same commands have the same keys at the same revisions. */
export class StateMachine {
  readonly revisions = new Revisions();
  readonly leases: Leases;
  readonly #changed: StateEvents['changed'];

  constructor({ changed = () => {}, leaseExpired = () => {} }: Partial<StateEvents> = {}) {
    this.#changed = changed;
    this.leases = new Leases(leaseExpired);
  }

  /** Throws a StatusError where the state does not allow it; then it is as before, on each node. */
  apply(command: Command): Change {
    let deleted: readonly string[] = [];
    switch (command.type) {
      case 'none':
        break;
      case 'put':
        this.#put(command.key, command.value, command.leaseId);
        break;
      case 'delete':
        deleted = this.#delete([command.key]);
        break;
      case 'compact':
        this.revisions.compact(command.revision);
        break;
      case 'grant':
        this.leases.grant(command.leaseId, command.ttlMs);
        break;
      case 'revoke':
        this.leases.revoke(command.leaseId);
        deleted = this.#delete(this.revisions.keysOf(command.leaseId));
        break;
    }
    return { revision: this.revisions.current, deleted: deleted.length };
  }

  #put(key: string, value: string, leaseId: number): void {
    if (leaseId !== 0) this.leases.find(leaseId);
    this.revisions.put(key, value, leaseId);
    this.#changed({ type: 'put', key, value, revision: this.revisions.current });
  }

  #delete(keys: readonly string[]): readonly string[] {
    const deleted = this.revisions.delete(keys);
    const { current } = this.revisions;
    for (const key of deleted) this.#changed({ type: 'delete', key, value: '', revision: current });
    return deleted;
  }
}
