import { createClient } from 'redis';
import type { OnEvicted, StateBackend } from './state-backend.js';

/** State in Redis, which outlives this process. Connects in the background, again and again; while it is away each operation rejects at once. */
export function openRedisState(url: string, onEvicted: OnEvicted): StateBackend {
  let lastError = 'not connected yet';
  let evictedBefore: number | undefined;
  const client = createClient({ url, disableOfflineQueue: true });
  client.on('error', (error) => {
    lastError = error.message || error.code; // ECONNREFUSED of several addresses has no message
  });
  void client.connect().catch(() => {}); // the same error is an event

  return {
    name: 'redis',
    get: (key) => client.get(key),
    put: (entries) => client.mSet([...entries]),
    delete: (keys) => client.del([...keys]),
    scan: async (prefix) => {
      const found = new Map<string, string>();
      for await (const keys of client.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 })) {
        const values = keys.length > 0 ? await client.mGet(keys) : []; // of these 1000 none may have matched
        for (const [i, key] of keys.entries()) if (values[i]) found.set(key, values[i]);
      }
      return found;
    },
    /** What Redis says of itself, of what it has evicted too: a Redis of the processor's own is assumed. */
    measureBytes: async () => {
      const info = await client.info();
      const read = (name: string) => Number(info.match(`\n${name}:(\\d+)`)?.[1]);
      const evicted = read('evicted_keys');
      onEvicted(Math.max(0, evicted - (evictedBefore ?? evicted))); // a Redis that starts anew counts from 0
      evictedBefore = evicted;
      return read('used_memory_dataset');
    },
    problem: () => (client.isReady ? null : `redis: ${lastError}`),
    close: async () => client.destroy(),
  };
}
