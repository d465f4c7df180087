import { createClient } from 'redis';
import type { StateBackend, StateMeasures } from './state-backend.js';

/** State in Redis, which outlives this process. While it is away each operation rejects at once. */
export class RedisState implements StateBackend {
  readonly name = 'redis';
  readonly #client;
  readonly #prefix: string;
  #lastError = 'not connected yet';
  #evictedBefore: number | undefined;

  /** Connects in the background, and again whenever the connection was lost. Its keys begin with the name. */
  constructor(url: string, name = 'processor') {
    this.#prefix = `${name}:`;
    this.#client = createClient({
      url,
      disableOfflineQueue: true,
      socket: { reconnectStrategy: (retries) => Math.min(50 * retries, 1000) },
    });
    this.#client.on('error', (error) => {
      this.#lastError = error.message || error.code; // ECONNREFUSED of several addresses has no message
    });
    void this.#client.connect().catch(() => {}); // the same error is an event
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#client.get(this.#prefix + key)) ?? undefined;
  }

  async put(entries: ReadonlyMap<string, string>): Promise<void> {
    const pairs = [...entries].map(([key, value]) => [this.#prefix + key, value] as const);
    await this.#client.mSet(Object.fromEntries(pairs));
  }

  async delete(keys: readonly string[]): Promise<void> {
    await this.#client.del(keys.map((key) => this.#prefix + key));
  }

  async scan(prefix: string): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const pattern = { MATCH: `${this.#prefix}${prefix}*`, COUNT: 1000 };
    for await (const keys of this.#client.scanIterator(pattern)) {
      if (keys.length === 0) continue; // of these 1000 none matched
      for (const [i, value] of (await this.#client.mGet(keys)).entries())
        if (value !== null) found.set((keys[i] ?? '').slice(this.#prefix.length), value);
    }
    return found;
  }

  /** What Redis says of itself: a Redis of the processor's own is assumed. */
  async measure(): Promise<StateMeasures> {
    const info = await this.#client.info();
    const read = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
    const evicted = read('evicted_keys');
    this.#evictedBefore ??= evicted;
    return { sizeBytes: read('used_memory_dataset'), evicted: evicted - this.#evictedBefore };
  }

  problem(): string | null {
    return this.#client.isReady ? null : `redis: ${this.#lastError}`;
  }

  async close(): Promise<void> {
    if (this.#client.isReady) await this.#client.close();
    else this.#client.destroy();
  }
}
