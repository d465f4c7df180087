import { setTimeout as sleep } from 'node:timers/promises';
import type { Position } from '../log/partition-reader.js';
import type { Meters } from '../meters.js';
import { emptyKeyState, isEmpty, type KeyState, type WindowCounts } from '../windows/key-state.js';
import type { StateBackend } from './state-backend.js';

export interface KeyedStateOptions {
  readonly backend: StateBackend;
  readonly partition: string;
  /** States to hold in this process, as they are. */
  readonly cacheEntries: number;
  /** Ends waiting for a backend that is away. */
  readonly signal: AbortSignal;
  /** A state was given up by the backend, and with it these windows. */
  readonly onLost: (open: WindowCounts) => void;
}

/** Where in the log the states of a partition were written. */
export interface StatePosition extends Position {
  /** The time of the latest reading before it. */
  readonly latestMs: number;
}

export interface RestoredStates {
  /** Undefined where no state was left. */
  readonly position: StatePosition | undefined;
  readonly states: ReadonlyMap<string, KeyState>;
}

const RETRY_MS = 200;

/** The states of the sensors of a partition: a cache of what was changed and what was used, before a backend. */
export class KeyedState {
  readonly #metrics: Meters['processor'];
  readonly #hits;
  readonly #misses;
  readonly #options: KeyedStateOptions;
  readonly #prefix: string;
  readonly #cache = new Map<string, KeyState>(); // in the order in which they came into it
  readonly #changed = new Set<string>();
  /** What the backend has, with the windows that are open in it. */
  readonly #stored = new Map<string, WindowCounts>();

  constructor({ processor }: Meters, options: KeyedStateOptions) {
    this.#metrics = processor;
    this.#hits = processor.cacheHits.bind({ layer: 'l1' });
    this.#misses = processor.cacheMisses.bind({ layer: 'l1' });
    this.#options = options;
    this.#prefix = `${options.partition}/keys/`;
  }

  /** The state of a sensor if it is in the cache. Most are: nobody has to wait. */
  cached(key: string): KeyState | undefined {
    const state = this.#cache.get(key);
    (state === undefined ? this.#misses : this.#hits).add(1);
    return state;
  }

  /** Reads a state that is not in the cache; an empty one where there is none. */
  async load(key: string): Promise<KeyState> {
    const text = await this.#patiently(() => this.#options.backend.get(this.#prefix + key));
    const lost = text === undefined ? this.#stored.get(key) : undefined;
    if (lost !== undefined) this.#options.onLost(lost);
    const state = text === undefined ? emptyKeyState() : JSON.parse(text);
    this.#cache.set(key, state);
    return state;
  }

  /** It has to be written by the next flush. */
  change(key: string): void {
    this.#changed.add(key);
  }

  /** Writes what was changed, with where in the log that was: what is restored belongs to that position. */
  async flush(position: StatePosition): Promise<void> {
    const { backend, partition, cacheEntries } = this.#options;
    const entries = new Map([[`${partition}/position`, JSON.stringify(position)]]);
    const emptied: string[] = [];
    for (const key of this.#changed) {
      const state = this.#cache.get(key) ?? emptyKeyState();
      entries.set(this.#prefix + key, JSON.stringify(state));
      this.#stored.set(key, { ...state.open });
      if (isEmpty(state)) emptied.push(key);
    }
    await this.#patiently(() => backend.put(entries));
    if (emptied.length > 0)
      await this.#patiently(() => backend.delete(emptied.map((key) => this.#prefix + key)));
    for (const key of emptied) {
      this.#stored.delete(key);
      this.#cache.delete(key);
    }
    this.#changed.clear();
    for (const key of this.#cache.keys()) {
      if (this.#cache.size <= cacheEntries) break;
      this.#cache.delete(key); // the backend has it as it is
    }
  }

  /** What an earlier process left: where it was in the log, and the states that belong there. */
  async restore(): Promise<RestoredStates> {
    const { backend, partition } = this.#options;
    const found = await this.#patiently(() => backend.scan(`${partition}/`));
    const states = new Map<string, KeyState>();
    for (const [name, text] of found) {
      if (!name.startsWith(this.#prefix)) continue;
      const state: KeyState = JSON.parse(text);
      const key = name.slice(this.#prefix.length);
      states.set(key, state);
      this.#stored.set(key, state.open);
    }
    const position = found.get(`${partition}/position`);
    return { position: position === undefined ? position : JSON.parse(position), states };
  }

  /** Tries until it succeeds. Meanwhile nothing is read, and the source is held back. */
  async #patiently<R>(attempt: () => Promise<R>): Promise<R> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        const { name } = error as Error; // what backends reject with
        this.#metrics.recordPipelineFailed({ error_type: name === 'Error' ? 'state' : name });
        if (this.#options.signal.aborted) throw error;
        await sleep(RETRY_MS, undefined, { signal: this.#options.signal }).catch(() => {});
      }
    }
  }
}
