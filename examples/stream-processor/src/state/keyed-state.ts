import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Checkpoint } from '../log/partition.js';
import type { WindowType } from '../metrics/partition-metrics.js';
import type { PartitionContext } from '../pipeline/partition-context.js';
import type { SensorState } from '../windows/sensor-windows.js';

const RETRY_MS = 200;

type Operation = 'get' | 'put' | 'delete' | 'scan';
export type KeyedState = ReturnType<typeof createKeyedState>;

/** The states of the sensors of a partition: what was changed, and a cache of what was used, before a backend. */
export function createKeyedState(context: PartitionContext) {
  const { settings, partition, backend, metrics, signal } = context;
  /** Of the names of sensors. The checkpoint is kept by it alone, for no sensor has an empty name. */
  const prefix = `${settings.redisName}:${partition}/`;
  const cache = new LRUCache<string, SensorState>({ max: settings.cacheEntries });
  /** What the backend does not have yet. */
  const changed = new Map<string, SensorState>();
  /** The sensors that may have windows: of what the backend has, the types of these, and how many readings wait in them. */
  const stored = new Map<string, { types: readonly WindowType[]; readings: number }>();

  /** The sensors that may have windows that are open. */
  const keys = (): ReadonlySet<string> => new Set([...stored.keys(), ...changed.keys()]);

  /** The state of a sensor, to be changed, if it is in the cache. Most are: nobody has to wait. */
  function cached(key: string): SensorState | undefined {
    const state = changed.get(key) ?? cache.get(key);
    metrics.cache[state === undefined ? 'misses' : 'hits'].add(1);
    if (state !== undefined) changed.set(key, state);
    return state;
  }

  /** Reads a state that is not in the cache; an empty one where the backend has none, or has given it up. */
  async function load(key: string): Promise<SensorState> {
    const state = fromText(await ask('get', () => backend.get(prefix + key)));
    remember(key, state);
    changed.set(key, state);
    return state;
  }

  /** Writes what was changed, with how far the partition is done then: what is restored belongs to that checkpoint. */
  async function flush(checkpoint: Checkpoint): Promise<void> {
    const entries = new Map<string, string>();
    for (const [key, state] of changed) entries.set(prefix + key, JSON.stringify(state));
    entries.set(prefix, JSON.stringify(checkpoint)); // last: without it the states are worth nothing
    await ask('put', () => backend.put(entries));
    for (const [key, state] of changed) remember(key, state);
    const emptied = [...changed.keys()].filter((key) => changed.get(key)?.windows.length === 0);
    await drop(emptied.map((key) => prefix + key));
    for (const key of emptied) stored.delete(key);
    changed.clear();
  }

  /** Goes on with what an earlier process left, and says how far that was; undefined where nothing was left. */
  async function restore(): Promise<Checkpoint | undefined> {
    const found = await ask('scan', () => backend.scan(prefix));
    const checkpoint = found.get(prefix);
    if (checkpoint === undefined) return drop([...found.keys()]); // they are of nobody knows when
    found.delete(prefix);
    for (const [name, text] of found) remember(name.slice(prefix.length), fromText(text));
    return JSON.parse(checkpoint);
  }

  /** Keeps what the backend has of a sensor. The windows in it are active. */
  function remember(key: string, state: SensorState): void {
    const types = state.windows.map(({ type }) => type);
    for (const type of stored.get(key)?.types ?? []) metrics.windows[type].active.add(-1);
    for (const type of types) metrics.windows[type].active.add(1);
    stored.set(key, { types, readings: state.ids.size });
    cache.set(key, state);
  }

  async function drop(names: readonly string[]): Promise<undefined> {
    if (names.length > 0) await ask('delete', () => backend.delete(names));
  }

  /** Asks the backend until it answers. Meanwhile nothing is read, and the source is held back. */
  async function ask<R>(operation: Operation, run: () => Promise<R>): Promise<R> {
    const labels = { operation, backend: backend.name };
    for (;;) {
      try {
        return await metrics.processor.trackStateOperation(labels, run);
      } catch (error) {
        metrics.processor.recordPipelineFailed({ error_type: 'state' });
        if (signal.aborted) throw stoppedWithout(backend.name, error);
        await sleep(RETRY_MS);
      }
    }
  }

  /** How many readings the backend has of all sensors. */
  const countReadings = () => [...stored.values()].reduce((sum, { readings }) => sum + readings, 0);

  return { keys, cached, load, flush, restore, countReadings };
}

function fromText(text: string | null): SensorState {
  const state: SensorState = JSON.parse(text ?? '{"readings":[],"windows":[]}');
  return { ...state, ids: new Set(state.readings.map(([, , id]) => id)) };
}

function stoppedWithout(backend: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : cause;
  const outcome = 'what was read since the last commit is read again';
  return new Error(`stopped while ${backend} failed (${reason}): ${outcome}`, { cause });
}
