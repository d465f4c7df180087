import { createClient } from 'redis';
import type { StateBackend } from './state-backend.js';

/** State in Redis, which outlives this process. Connects in the background, again and again; while it is away each operation rejects at once. */
export function openRedisState(url: string): StateBackend {
  let lastError = 'not connected yet';
  let evictedBefore: number | undefined;
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (retries) => Math.min(50 * retries, 1000) },
  });
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
    /** What Redis says of itself: a Redis of the processor's own is assumed. */
    measure: async () => {
      const info = await client.info();
      const read = (name: string) =>
        Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
      const all = read('evicted_keys');
      const evicted = Math.max(0, all - (evictedBefore ?? all)); // a Redis that starts anew counts from 0
      evictedBefore = all;
      return { sizeBytes: read('used_memory_dataset'), evicted };
    },
    problem: () => (client.isReady ? null : `redis: ${lastError}`),
    close: async () => {
      if (client.isReady) await client.close();
      else client.destroy();
    },
  };
}
