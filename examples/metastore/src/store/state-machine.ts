import { EventEmitter } from 'node:events';
import { status } from '@grpc/grpc-js';
import type { Change, RangeRequest, RangeResponse, Version } from '../grpc/protocol.js';
import { statusError } from '../grpc/status-error.js';
import type { Command } from '../log/command.js';

/**
 * The state of a node: keys as they are and, by revision, as they were (MVCC), and leases. Nodes that have applied the same
 * commands have the same state.
 */
export class StateMachine {
  /** Emits a `change` for each key that was put or deleted, in `tell`: its new version. */
  readonly changes = new EventEmitter().setMaxListeners(0); // as many as there are watches
  /** How long each lasts unless it is renewed, by its id. */
  readonly leases = new Map<number, number>();
  /** Of the keys that are there. */
  readonly #current = new Map<string, Version>();
  /** Those of a key in order. Compaction leaves what can still be read. */
  #history: Version[] = [];
  /** By the last command. */
  #changed: readonly Version[] = [];
  #revision = 0;
  #compacted = 0;

  /** Throws a status where the state does not allow it; then it is as before, on each node. Watches hear of it by `tell`. */
  apply(command: Command): Change {
    switch (command.type) {
      case 'none':
        return this.#change([]);
      case 'put':
        if (command.leaseId !== 0 && !this.leases.has(command.leaseId))
          throw unknownLease(command.leaseId);
        return this.#change([command]);
      case 'delete':
        return this.#delete([command.key]);
      case 'compact':
        this.#compact(command.revision);
        return this.#change([]);
      case 'grant':
        this.leases.set(command.leaseId, command.ttlMs);
        return this.#change([]);
      case 'revoke': {
        if (!this.leases.delete(command.leaseId)) throw unknownLease(command.leaseId);
        const isLeased = ({ leaseId }: Version) => leaseId === command.leaseId;
        const leased = [...this.#current.values()].filter(isLeased);
        return this.#delete(leased.map(({ key }) => key));
      }
    }
  }

  /** Emits, once, what the last command changed. Apart from `apply`, which is measured: it takes longer the more watches there are. */
  tell(): void {
    const changed = this.#changed;
    this.#changed = [];
    for (const version of changed) this.changes.emit('change', version);
  }

  /** The keys from `key` to before `end`, or `key` alone, as they were at a revision; 0 is the current one. */
  range({ key, end, revision }: RangeRequest): RangeResponse {
    const versions = this.#at(revision || this.#revision);
    const isInside = (name: string) => name >= key && name < end;
    const keys = end === '' ? [key] : [...versions.keys()].filter(isInside).sort();
    const items = keys.flatMap((name) => versions.get(name) ?? []);
    return { revision: this.#revision, items };
  }

  /** Of the keys that were there at a revision. A past one takes a walk through the history. */
  #at(revision: number): ReadonlyMap<string, Version> {
    if (revision === this.#revision) return this.#current;
    if (revision < this.#compacted || revision > this.#revision) {
      const range = `expected one from ${this.#compacted} to ${this.#revision}`;
      throw statusError(status.OUT_OF_RANGE, `revision: ${range}, got ${revision}`);
    }
    const past = this.#history.filter((version) => version.revision <= revision);
    const last = new Map(past.map((version) => [version.key, version]));
    return new Map([...last].filter(([, { type }]) => type === 'put'));
  }

  #compact(revision: number): void {
    const kept = this.#at(revision).values();
    const later = this.#history.filter((version) => version.revision > revision);
    this.#history = [...kept, ...later];
    this.#compacted = revision;
  }

  #delete(keys: readonly string[]): Change {
    const found = keys.filter((key) => this.#current.has(key));
    return this.#change(found.map((key) => ({ type: 'delete', key, value: '', leaseId: 0 })));
  }

  /** All of them are one revision; none is no change. */
  #change(changes: readonly Omit<Version, 'revision'>[]): Change {
    if (changes.length > 0) this.#revision += 1;
    this.#changed = changes.map((change) => ({ ...change, revision: this.#revision }));
    for (const version of this.#changed) {
      this.#history.push(version);
      if (version.type === 'put') this.#current.set(version.key, version);
      else this.#current.delete(version.key);
    }
    const deleted = changes.filter(({ type }) => type === 'delete').length;
    return { revision: this.#revision, deleted };
  }
}

/** Answers whoever names a lease that is not held, or no longer. */
export function unknownLease(id: number): Error {
  return statusError(status.NOT_FOUND, `there is no lease ${id}`);
}
