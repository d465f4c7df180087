import { rm } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';
import { readJson, writeJson } from '../log/json-file.js';
import type { OnEvicted, StateBackend } from './state-backend.js';

/**
 * State of this process, with a limit: what was used longest ago makes room. A clean end leaves it in a file, which the next
 * start takes away: after a crash it would be older than the log.
 */
export async function openMemoryState(path: string, maxBytes: number, onEvicted: OnEvicted) {
  const entries = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: (value, key) => Buffer.byteLength(key) + Buffer.byteLength(value),
    dispose: (_value, _key, reason) => {
      if (reason === 'evict') onEvicted(1);
    },
  });
  entries.load((await readJson<ReturnType<typeof entries.dump>>(path)) ?? []);
  await rm(path, { force: true });

  return {
    name: 'memory',
    get: async (key) => entries.get(key) ?? null,
    put: async (added) => {
      for (const [key, value] of added) if (!entries.set(key, value).has(key)) onEvicted(1); // it alone is larger than the limit
    },
    delete: async (keys) => {
      for (const key of keys) entries.delete(key);
    },
    scan: async (prefix) => new Map([...entries].filter(([key]) => key.startsWith(prefix))),
    measureBytes: async () => entries.calculatedSize,
    problem: () => null,
    close: () => writeJson(path, entries.dump()),
  } satisfies StateBackend;
}
