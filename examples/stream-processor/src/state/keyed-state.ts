import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Checkpoint } from '../log/checkpoint-file.js';
import type { WindowType } from '../metrics/partition-metrics.js';
import type { PartitionContext } from '../pipeline/partition-context.js';
import type { KeyState } from '../windows/key-state.js';

const RETRY_MS = 200;

export type KeyedState = ReturnType<typeof createKeyedState>;

/** The states of the sensors of a partition: what was changed, and a cache of what was used, before a backend. */
export function createKeyedState(context: PartitionContext) {
  const { settings, partition, backend, metrics, signal } = context;
  /** Of the names of sensors. The checkpoint is kept by it alone, for no sensor has an empty name. */
  const prefix = `${settings.redisName}:${partition}/`;
  const cache = new LRUCache<string, KeyState>({ max: settings.cacheEntries });
  /** What the backend does not have yet. */
  const changed = new Map<string, KeyState>();
  /** The sensors that the backend has, with the types of their windows. */
  const stored = new Map<string, readonly WindowType[]>();

  /** The sensors that may have windows that are open. */
  const keys = (): ReadonlySet<string> => new Set([...stored.keys(), ...changed.keys()]);

  /** The state of a sensor, to be changed, if it is in the cache. Most are: nobody has to wait. */
  function cached(key: string): KeyState | undefined {
    const state = changed.get(key) ?? cache.get(key);
    metrics.cache[state === undefined ? 'misses' : 'hits'].add(1);
    if (state !== undefined) changed.set(key, state);
    return state;
  }

  /** Reads a state that is not in the cache; an empty one where there is none. */
  async function load(key: string): Promise<KeyState> {
    const text = await ask('get', () => backend.get(prefix + key));
    if (text === null) remember(key, []); // the backend may have given it up
    const state: KeyState = text === null ? { points: [], windows: [] } : JSON.parse(text);
    changed.set(key, state);
    return state;
  }

  /** Writes what was changed, with how far the partition is done then: what is restored belongs to that checkpoint. */
  async function flush(checkpoint: Checkpoint): Promise<void> {
    const entries = new Map<string, string>();
    for (const [key, state] of changed) {
      entries.set(prefix + key, JSON.stringify(state));
      remember(key, state.windows);
    }
    entries.set(prefix, JSON.stringify(checkpoint)); // last: without it the states are worth nothing
    await ask('put', () => backend.put(entries));
    const emptied = [...changed.keys()].filter((key) => !stored.has(key));
    await drop(emptied.map((key) => prefix + key));
    for (const [key, state] of changed) cache.set(key, state);
    changed.clear();
  }

  /** Goes on with what an earlier process left, and says how far that was; undefined where nothing was left. */
  async function restore(): Promise<Checkpoint | undefined> {
    const found = await ask('scan', () => backend.scan(prefix));
    const checkpoint = found.get(prefix);
    if (checkpoint === undefined) return drop([...found.keys()]); // they are of nobody knows when
    found.delete(prefix);
    for (const [name, text] of found) remember(name.slice(prefix.length), JSON.parse(text).windows);
    return JSON.parse(checkpoint);
  }

  /** Keeps what the backend has of a sensor: those windows are active. */
  function remember(key: string, windows: KeyState['windows']): void {
    const types = windows.map(({ type }) => type);
    for (const type of stored.get(key) ?? []) metrics.windows[type].active.add(-1);
    for (const type of types) metrics.windows[type].active.add(1);
    if (types.length > 0) stored.set(key, types);
    else stored.delete(key);
  }

  async function drop(names: readonly string[]): Promise<undefined> {
    if (names.length > 0) await ask('delete', () => backend.delete(names));
  }

  /** Asks the backend until it answers. Meanwhile nothing is read, and the source is held back. */
  async function ask<R>(
    operation: 'get' | 'put' | 'delete' | 'scan',
    run: () => Promise<R>,
  ): Promise<R> {
    const labels = { operation, backend: backend.name };
    for (;;) {
      try {
        return await metrics.processor.trackStateOperation(labels, run);
      } catch (error) {
        const { name } = error as Error; // what backends reject with
        metrics.processor.recordPipelineFailed({ error_type: name === 'Error' ? 'state' : name });
        if (signal.aborted) throw error;
        await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  }

  return { keys, cached, load, flush, restore };
}
