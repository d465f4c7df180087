import { status } from '@grpc/grpc-js';
import { StatusError } from '../grpc/status-error.js';

interface Lease {
  readonly ttlMs: number;
  readonly keys: Set<string>;
  /** Undefined while it is being taken away. */
  expiresMs: number | undefined;
}

/** Keys that live no longer than their lease, which has to be renewed. */
export class Leases {
  readonly #now: () => number;
  readonly #leases = new Map<number, Lease>();
  readonly #leaseOfKey = new Map<string, Lease>();

  /** `now` in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get size(): number {
    return this.#leases.size;
  }

  grant(id: number, ttlMs: number): void {
    if (this.#leases.has(id)) throw new StatusError(status.ALREADY_EXISTS, `lease ${id} is held`);
    this.#leases.set(id, { ttlMs, keys: new Set(), expiresMs: this.#now() + ttlMs });
  }

  /** Puts the end off, and returns the time to it. */
  renew(id: number): number {
    const lease = this.#find(id);
    if (lease.expiresMs === undefined) throw unknownLease(id);
    lease.expiresMs = this.#now() + lease.ttlMs;
    return lease.ttlMs;
  }

  /** The key belongs to this lease from now on and to no other; 0 is none. */
  attach(key: string, id: number): void {
    const lease = id === 0 ? undefined : this.#find(id);
    this.detach(key);
    if (lease === undefined) return;
    lease.keys.add(key);
    this.#leaseOfKey.set(key, lease);
  }

  detach(key: string): void {
    this.#leaseOfKey.get(key)?.keys.delete(key);
    this.#leaseOfKey.delete(key);
  }

  /** Takes a lease away and returns its keys. */
  revoke(id: number): ReadonlySet<string> {
    const { keys } = this.#find(id);
    for (const key of keys) this.#leaseOfKey.delete(key);
    this.#leases.delete(id);
    return keys;
  }

  /** Those whose time is over, each once: they can no longer be renewed, and the caller sees to the rest. */
  takeExpired(): readonly number[] {
    const nowMs = this.#now();
    const expired = [...this.#leases].filter(([, { expiresMs = Infinity }]) => expiresMs <= nowMs);
    for (const [, lease] of expired) lease.expiresMs = undefined;
    return expired.map(([id]) => id);
  }

  #find(id: number): Lease {
    const lease = this.#leases.get(id);
    if (lease === undefined) throw unknownLease(id);
    return lease;
  }
}

function unknownLease(id: number): StatusError {
  return new StatusError(status.NOT_FOUND, `there is no lease ${id}`);
}
