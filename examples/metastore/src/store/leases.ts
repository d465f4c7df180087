import { status } from '@grpc/grpc-js';
import { StatusError } from '../grpc/status-error.js';

interface Lease {
  readonly ttlMs: number;
  readonly timer: NodeJS.Timeout;
  isExpired: boolean;
}

/** Leases have to be renewed in time. One whose time is over can no longer be, and stays until it is revoked. */
export class Leases {
  readonly #leases = new Map<number, Lease>();
  readonly #onExpired: (id: number) => void;

  constructor(onExpired: (id: number) => void) {
    this.#onExpired = onExpired;
  }

  get size(): number {
    return this.#leases.size;
  }

  grant(id: number, ttlMs: number): void {
    if (this.#leases.has(id)) throw new StatusError(status.ALREADY_EXISTS, `lease ${id} is held`);
    const timer = setTimeout(() => {
      this.find(id).isExpired = true;
      this.#onExpired(id);
    }, ttlMs).unref();
    this.#leases.set(id, { ttlMs, timer, isExpired: false });
  }

  /** Returns the time it has again. */
  renew(id: number): number {
    const { isExpired, timer, ttlMs } = this.find(id);
    if (isExpired) throw unknownLease(id);
    timer.refresh();
    return ttlMs;
  }

  revoke(id: number): void {
    clearTimeout(this.find(id).timer);
    this.#leases.delete(id);
  }

  find(id: number): Lease {
    const lease = this.#leases.get(id);
    if (lease === undefined) throw unknownLease(id);
    return lease;
  }
}

function unknownLease(id: number): StatusError {
  return new StatusError(status.NOT_FOUND, `there is no lease ${id}`);
}
