const MINUTE_MS = 60_000;

/** Clients that are remembered; beyond, the one that has been away longest is forgotten. */
const LIMIT = 1024;

/** So many requests a minute of each client address. A client that was away may have a minute's worth at once. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #now: () => number;
  /** When a client would have all of its minute again, by client; those last that came last. */
  readonly #restoredMs = new Map<string, number>();

  /** `perMinute` 0: no limit. */
  constructor(perMinute: number, now = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Takes one request of a client: 0, or the seconds after which it may come again. */
  take(address = ''): number {
    if (this.#perMinute === 0) return 0;
    const client = clientOf(address);
    const now = this.#now();
    const restoredMs =
      Math.max(now, this.#restoredMs.get(client) ?? now) + MINUTE_MS / this.#perMinute;
    const waitMs = restoredMs - now - MINUTE_MS;
    if (waitMs > 1e-6) return Math.ceil(waitMs / 1000); // thirds of a minute do not add up to one
    this.#restoredMs.delete(client);
    if (this.#restoredMs.size >= LIMIT)
      this.#restoredMs.delete(this.#restoredMs.keys().next().value ?? '');
    this.#restoredMs.set(client, restoredMs);
    return 0;
  }
}

/** One host has a whole network of IPv6 addresses, of which the first 64 bits are the same. */
function clientOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address; // IPv4, also as IPv6 writes it
  const [head = '', tail] = address.split('::').map((part) => part.split(':'));
  const zeros = Array.from({ length: 8 - head.length - (tail?.length ?? 0) }, () => '0');
  return [...head, ...zeros, ...(tail ?? [])].slice(0, 4).join(':');
}
