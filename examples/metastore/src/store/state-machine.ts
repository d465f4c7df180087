import type { Change, WatchEvent } from '../grpc/protocol.js';
import type { Command } from '../log/command.js';
import { Leases } from './leases.js';
import { Revisions } from './revisions.js';

/** The state of a node. Nodes that have applied the same commands have the same keys at the same revisions. */
export class StateMachine {
  readonly revisions = new Revisions();
  readonly leases = new Leases();
  readonly #onEvent: (event: WatchEvent) => void;

  constructor(onEvent: (event: WatchEvent) => void = () => {}) {
    this.#onEvent = onEvent;
  }

  /** Throws a StatusError where the state does not allow it; then it is as before, on each node. */
  apply(command: Command): Change {
    const deleted = this.#change(command);
    return { revision: this.revisions.current, deleted };
  }

  /** Returns how many keys are gone. */
  #change(command: Command): number {
    switch (command.type) {
      case 'none':
        return 0;
      case 'put':
        return this.#put(command.key, command.value, command.leaseId);
      case 'delete':
        return this.#delete([command.key]);
      case 'compact':
        this.revisions.compact(command.revision);
        return 0;
      case 'grant':
        this.leases.grant(command.leaseId, command.ttlMs);
        return 0;
      case 'revoke':
        return this.#delete(this.leases.revoke(command.leaseId));
    }
  }

  #put(key: string, value: string, leaseId: number): number {
    this.leases.attach(key, leaseId);
    this.revisions.put(key, value);
    this.#onEvent({ type: 'put', key, value, revision: this.revisions.current });
    return 0;
  }

  #delete(keys: Iterable<string>): number {
    const deleted = this.revisions.delete(keys);
    for (const key of deleted) {
      this.leases.detach(key);
      this.#onEvent({ type: 'delete', key, value: '', revision: this.revisions.current });
    }
    return deleted.length;
  }
}
