import { type PartitionMetrics, windowTypes } from '../metrics/partition-metrics.js';
import { Deduplicator } from '../readings/deduplicator.js';
import { parseReading, type Reading } from '../readings/reading.js';
import type { KeyedState } from '../state/keyed-state.js';
import { aggregate } from '../windows/aggregate.js';
import { type ClosedWindow, closeWindows } from '../windows/close-windows.js';
import { frontierOf, PANE_MS, paneOf } from '../windows/event-time.js';
import { type KeyState, openWindows, type WindowCounts } from '../windows/key-state.js';
import { normalize } from '../windows/normalize.js';
import type { PartitionContext } from './partition-context.js';
import type { Totals } from './totals.js';

const SUCCESS = { result: 'success' } as const;
const ERROR = { result: 'error' } as const;

/** Takes the events of a partition into windows, and windows into results. */
export class Windower {
  readonly dedup: Deduplicator;
  readonly #metrics: PartitionMetrics;
  readonly #states: KeyedState;
  readonly #totals: Totals;
  #latestMs = 0;
  /** Panes before it are closed. */
  #closedMs = Number.POSITIVE_INFINITY;

  constructor({ metrics, totals, settings }: PartitionContext, states: KeyedState) {
    this.dedup = new Deduplicator(settings.dedupEntries, () => metrics.dedup.evictions.add(1));
    this.#metrics = metrics;
    this.#states = states;
    this.#totals = totals;
  }

  /** The time of the latest reading; 0 before the first. */
  get latestMs(): number {
    return this.#latestMs;
  }

  /** Goes on from where an earlier process was. */
  restore(latestMs: number): void {
    this.#latestMs = latestMs;
    this.#closedMs = frontierOf(latestMs);
  }

  /** What happens to each event. */
  async take(lines: readonly string[]): Promise<void> {
    const { received, processingDuration, poisoned, failed, succeeded } = this.#metrics;
    received.add(lines.length);
    for (const line of lines) {
      const timer = processingDuration.startTimer(SUCCESS);
      const reading = parseReading(line);
      this.#totals.events++;
      if (typeof reading === 'string') {
        this.#totals.poisoned++;
        poisoned[reading].add(1);
        failed.add(1);
        timer.stop(ERROR);
        continue;
      }
      if (this.#isWanted(reading)) {
        const { key } = reading;
        this.#add(this.#states.cached(key) ?? (await this.#states.load(key)), reading);
      }
      succeeded.add(1);
      timer.stop();
    }
  }

  /** Closes the panes that no more is waited for, in their order. The results are lines of the output. */
  async close(): Promise<readonly string[]> {
    const results: string[] = [];
    const frontierMs = frontierOf(this.#latestMs);
    for (; this.#closedMs < frontierMs; this.#closedMs += PANE_MS) {
      const keys = this.#states.keys();
      if (keys.size === 0) this.#closedMs = frontierMs - PANE_MS; // nothing is open, however long that is
      for (const key of keys) {
        const state = this.#states.cached(key) ?? (await this.#states.load(key));
        results.push(...this.#closePane(key, state));
        this.#states.change(key);
      }
    }
    return results;
  }

  /** False for a duplicate, and for what comes too late. */
  #isWanted({ id, atMs }: Reading): boolean {
    const { dedup, outOfOrder, watermarkUpdates, late } = this.#metrics;
    dedup.checked.add(1);
    if (!this.dedup.learn(id)) {
      dedup.duplicates.add(1);
      this.#totals.duplicates++;
      return false;
    }
    if (atMs > this.#latestMs) {
      this.#latestMs = atMs;
      watermarkUpdates.add(1);
    } else if (atMs < this.#latestMs) {
      outOfOrder.add(1);
      this.#totals.outOfOrder++;
    }
    if (atMs >= frontierOf(this.#latestMs)) return true;
    late.add(1);
    this.#totals.late++;
    return false;
  }

  /** Adds a reading to its pane. The first one opens a tumbling window. */
  #add(state: KeyState, { key, atMs, value }: Reading): void {
    const startMs = paneOf(atMs);
    const pane = state.panes.find((open) => open.startMs === startMs);
    if (pane === undefined) {
      state.panes = [...state.panes, { startMs, points: [[atMs, value]] }];
      this.#metrics.windows.tumbling.created.add(1);
      this.#metrics.windows.tumbling.active.add(1);
    } else pane.points.push([atMs, value]);
    this.#closedMs = Math.min(this.#closedMs, startMs);
    this.#states.change(key);
  }

  /** Closes the first pane that is open, and the windows that end with it. */
  #closePane(key: string, state: KeyState): readonly string[] {
    const startMs = this.#closedMs;
    const endMs = startMs + PANE_MS;
    const before = openWindows(state, startMs);
    const pane = state.panes.find((open) => open.startMs === startMs);
    const { points, gaps, outliers } = normalize(key, pane?.points ?? [], this.#metrics);
    const { closed, needed } = closeWindows([...state.points, ...points], endMs);
    state.panes = state.panes.filter((open) => open !== pane);
    state.points = needed;
    this.#totals.gaps += gaps;
    this.#totals.outliers += outliers;
    this.#countWindows(closed, before, openWindows(state, endMs));
    return closed.map(({ type, values, ...span }) =>
      JSON.stringify({ key, window: type, ...span, ...aggregate(values, this.#metrics) }),
    );
  }

  /** As many were created as have closed, and are open now that were not before. */
  #countWindows(closed: readonly ClosedWindow[], before: WindowCounts, after: WindowCounts): void {
    const { windows } = this.#metrics;
    for (const type of windowTypes) {
      const more = after[type] - before[type];
      windows[type].active.add(more);
      windows[type].created.add(more + closed.filter((window) => window.type === type).length);
    }
    for (const { type, values } of closed) {
      windows[type].triggered.add(1);
      windows[type].size.record(values.length);
      this.#totals[type]++;
    }
  }
}
