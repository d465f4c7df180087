import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';
import type { StateBackend } from './state-backend.js';

/**
 * State of this process, with a limit: what was used longest ago makes room. A clean end leaves it in a file, which the next
 * start takes away: after a crash it would be older than the log.
 */
export async function openMemoryState(path: string, maxBytes: number): Promise<StateBackend> {
  let evicted = 0;
  const entries = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: (value, key) => Buffer.byteLength(key) + Buffer.byteLength(value),
    dispose: (_value, _key, reason) => {
      if (reason === 'evict') evicted++;
    },
  });
  entries.load(JSON.parse(await readFile(path, 'utf8').catch(() => '[]')));
  await rm(path, { force: true });

  return {
    name: 'memory',
    get: async (key) => entries.get(key) ?? null,
    put: async (added) => {
      for (const [key, value] of added) if (!entries.set(key, value).has(key)) evicted++; // it alone is larger than the limit
    },
    delete: async (keys) => {
      for (const key of keys) entries.delete(key);
    },
    scan: async (prefix) => new Map([...entries].filter(([key]) => key.startsWith(prefix))),
    measure: async () => {
      const measures = { sizeBytes: entries.calculatedSize, evicted };
      evicted = 0;
      return measures;
    },
    problem: () => null,
    close: async () => {
      await writeFile(`${path}.next`, JSON.stringify(entries.dump()));
      await rename(`${path}.next`, path);
    },
  };
}
