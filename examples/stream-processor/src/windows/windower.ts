import { Aggregator } from '../aggregation/aggregator.js';
import type { Meters } from '../meters.js';
import { Normalizer } from '../normalization/normalizer.js';
import { PaneTimers } from '../pipeline/pane-timers.js';
import type { Totals } from '../pipeline/totals.js';
import type { Reading } from '../readings/reading.js';
import type { KeyedState } from '../state/keyed-state.js';
import { closePane } from './close-pane.js';
import { isEmpty, type KeyState } from './key-state.js';
import type { WindowMetrics } from './window-metrics.js';
import { PANE_MS, paneOf } from './window-settings.js';

export interface WindowerOptions {
  readonly states: KeyedState;
  readonly windows: WindowMetrics;
  readonly totals: Totals;
}

/** Puts readings into panes, and turns panes into results when they close. */
export class Windower {
  readonly #options: WindowerOptions;
  readonly #normalizer: Normalizer;
  readonly #aggregator: Aggregator;
  readonly #timers = new PaneTimers();

  constructor(meters: Meters, options: WindowerOptions) {
    this.#options = options;
    this.#normalizer = new Normalizer(meters);
    this.#aggregator = new Aggregator(meters);
  }

  /** Goes on with the windows of an earlier process. */
  restore(states: ReadonlyMap<string, KeyState>): void {
    for (const [key, state] of states) {
      this.#options.windows.restored(state.open);
      for (const { startMs } of state.panes) this.#timers.add(startMs + PANE_MS, key);
      if (state.open.sliding + state.open.session > 0)
        this.#timers.add(state.closedMs + PANE_MS, key);
    }
  }

  /** Adds a reading to its pane. The first one opens a tumbling window. */
  add(state: KeyState, { key, atMs, value }: Reading): void {
    const startMs = paneOf(atMs);
    const pane = state.panes.find((open) => open.startMs === startMs);
    if (pane === undefined) {
      state.panes = [...state.panes, { startMs, points: [[atMs, value]] }];
      state.open.tumbling++;
      this.#options.windows.opened('tumbling', 1);
      this.#timers.add(startMs + PANE_MS, key);
    } else pane.points.push([atMs, value]);
    this.#options.states.change(key);
  }

  /** Closes what ends until then, in the order of its end. The results are lines of the output. */
  async closeUntil(hasPassed: (endMs: number) => boolean): Promise<readonly string[]> {
    const results: string[] = [];
    for (let endMs = this.#timers.nextMs; hasPassed(endMs); endMs = this.#timers.nextMs) {
      for (const key of this.#timers.take(endMs)) {
        const { states } = this.#options;
        const state = states.cached(key) ?? (await states.load(key));
        this.#close(state, key, endMs - PANE_MS, results);
        if (!isEmpty(state)) this.#timers.add(endMs + PANE_MS, key);
        states.change(key);
      }
    }
    return results;
  }

  #close(state: KeyState, key: string, startMs: number, results: string[]): void {
    const { windows, totals } = this.#options;
    const pane = state.panes.find((open) => open.startMs === startMs);
    const normalized = pane && this.#normalizer.normalize(key, pane.points);
    totals.gaps += normalized?.gaps ?? 0;
    totals.outliers += normalized?.outliers ?? 0;
    const { opened, closed } = closePane(state, startMs, normalized?.points ?? []);
    windows.opened('sliding', opened.sliding);
    windows.opened('session', opened.session);
    for (const { type, values, ...span } of closed) {
      windows.closed(type, values.length);
      totals[type]++;
      results.push(
        JSON.stringify({ key, window: type, ...span, ...this.#aggregator.aggregate(values) }),
      );
    }
  }
}
