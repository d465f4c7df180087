import { setTimeout as sleep } from 'node:timers/promises';
import type { Position } from '../log/partition-reader.js';
import { windowTypes } from '../metrics/partition-metrics.js';
import type { PartitionContext } from '../pipeline/partition-context.js';
import { frontierOf } from '../windows/event-time.js';
import { type KeyState, openWindows, type WindowCounts } from '../windows/key-state.js';

/** Where in the log the states of a partition were written. */
export interface StatePosition extends Position {
  /** The time of the latest reading before it. */
  readonly latestMs: number;
}

const RETRY_MS = 200;

/** The states of the sensors of a partition: a cache of what was changed and what was used, before a backend. */
export class KeyedState {
  readonly #context: PartitionContext;
  readonly #prefix: string;
  readonly #cache = new Map<string, KeyState>(); // in the order in which they came into it
  readonly #changed = new Set<string>();
  /** What the backend has, with the windows that are open in it. */
  readonly #stored = new Map<string, WindowCounts>();

  constructor(context: PartitionContext) {
    this.#context = context;
    this.#prefix = `${context.partition}/keys/`;
  }

  /** The sensors that may have windows that are open. */
  keys(): ReadonlySet<string> {
    return new Set([...this.#stored.keys(), ...this.#changed]);
  }

  /** The state of a sensor if it is in the cache. Most are: nobody has to wait. */
  cached(key: string): KeyState | undefined {
    const state = this.#cache.get(key);
    this.#context.metrics.cache[state === undefined ? 'misses' : 'hits'].add(1);
    return state;
  }

  /** Reads a state that is not in the cache; an empty one where there is none. */
  async load(key: string): Promise<KeyState> {
    const text = await this.#patiently(() => this.#context.backend.get(this.#prefix + key));
    const state: KeyState = text === undefined ? { panes: [], points: [] } : JSON.parse(text);
    const stored = this.#stored.get(key);
    if (text === undefined && stored !== undefined) this.#addActive(stored, -1); // the backend gave it up
    this.#cache.set(key, state);
    return state;
  }

  /** It has to be written by the next flush. */
  change(key: string): void {
    this.#changed.add(key);
  }

  /** Writes what was changed, with where in the log that was: what is restored belongs to that position. */
  async flush(position: StatePosition): Promise<void> {
    const { backend, partition, settings } = this.#context;
    const entries = new Map<string, string>();
    const emptied: string[] = [];
    for (const key of this.#changed) {
      const state = this.#cache.get(key) as KeyState; // nothing leaves the cache before it is written
      const open = openWindows(state, frontierOf(position.latestMs));
      entries.set(this.#prefix + key, JSON.stringify(state));
      this.#stored.set(key, open);
      if (open.tumbling + open.sliding + open.session === 0) emptied.push(key);
    }
    entries.set(`${partition}/position`, JSON.stringify(position)); // last: without it the states are worth nothing
    await this.#patiently(() => backend.put(entries));
    if (emptied.length > 0)
      await this.#patiently(() => backend.delete(emptied.map((key) => this.#prefix + key)));
    for (const key of emptied) {
      this.#stored.delete(key);
      this.#cache.delete(key);
    }
    this.#changed.clear();
    for (const key of this.#cache.keys()) {
      if (this.#cache.size <= settings.cacheEntries) break;
      this.#cache.delete(key); // the backend has it as it is
    }
  }

  /** Goes on with what an earlier process left, and says where that was in the log; undefined where nothing was left. */
  async restore(): Promise<StatePosition | undefined> {
    const { backend, partition } = this.#context;
    const found = await this.#patiently(() => backend.scan(`${partition}/`));
    const text = found.get(`${partition}/position`);
    if (text === undefined) {
      if (found.size > 0) await this.#patiently(() => backend.delete([...found.keys()])); // of nobody knows when
      return undefined;
    }
    const position: StatePosition = JSON.parse(text);
    for (const [name, state] of found) {
      if (!name.startsWith(this.#prefix)) continue;
      const open = openWindows(JSON.parse(state), frontierOf(position.latestMs));
      this.#stored.set(name.slice(this.#prefix.length), open);
      this.#addActive(open, 1);
    }
    return position;
  }

  #addActive(open: WindowCounts, sign: 1 | -1): void {
    for (const type of windowTypes)
      this.#context.metrics.windows[type].active.add(sign * open[type]);
  }

  /** Tries until it succeeds. Meanwhile nothing is read, and the source is held back. */
  async #patiently<R>(attempt: () => Promise<R>): Promise<R> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        const { name } = error as Error; // what backends reject with
        const error_type = name === 'Error' ? 'state' : name;
        this.#context.metrics.processor.recordPipelineFailed({ error_type });
        if (this.#context.signal.aborted) throw error;
        await sleep(RETRY_MS, undefined, { signal: this.#context.signal }).catch(() => {});
      }
    }
  }
}
