import type { WindowType } from '../metrics/partition-metrics.js';
import type { Counts } from '../pipeline/partition-context.js';
import type { Reading } from '../readings/reading.js';
import { LENGTHS_MS, paneOf, SLIDES_MS } from './event-time.js';
import { normalize, type Point } from './normalize.js';

/** The values from a time up to another. */
export interface Window {
  readonly type: WindowType;
  readonly startMs: number;
  endMs: number;
  readonly values: number[];
}

/** All that is remembered of a sensor. */
export interface SensorState {
  /** The readings of tumbling windows, which get their values when they close. */
  readings: Required<Point>[];
  /** Of these readings: that tells a copy. */
  readonly ids: Set<string>;
  /** Those that are open. */
  windows: Window[];
}

/** Opens windows in the state of a sensor, and closes them. */
export function createSensorWindows(counts: Counts) {
  const { metrics, totals } = counts;

  /** Adds a reading to those of its tumbling window, unless it is a copy of one of them. */
  function add(state: SensorState, { id, atMs, value }: Reading): void {
    metrics.dedup.checked.add(1);
    if (state.ids.has(id)) {
      metrics.dedup.duplicates.add(1);
      totals.duplicates++;
      return;
    }
    windowAt(state, 'tumbling', paneOf(atMs));
    state.readings.push([atMs, value, id]);
    state.ids.add(id);
  }

  /** Closes what ends by then, the end of a pane. Before that the points of tumbling windows go into all others. */
  function close(key: string, state: SensorState, frontierMs: number): readonly Window[] {
    const isClosed = ({ endMs }: Window) => endMs <= frontierMs;
    const panes = state.windows.filter((open) => open.type === 'tumbling' && isClosed(open));
    for (const pane of panes.sort((a, b) => a.startMs - b.startMs)) {
      const readings = state.readings.filter(([atMs]) => paneOf(atMs) === pane.startMs);
      for (const [, , id] of readings) state.ids.delete(id);
      metrics.dedup.evictions.add(readings.length);
      const points = normalize(key, readings, counts);
      const sliding = SLIDES_MS.map((ms) => windowAt(state, 'sliding', pane.startMs - ms));
      for (const { values } of [pane, ...sliding])
        for (const [, value] of points) values.push(value);
      for (const [atMs, value] of points) windowAt(state, 'session', atMs).values.push(value);
    }
    state.readings = state.readings.filter(([atMs]) => atMs >= frontierMs);
    const closed = state.windows.filter(isClosed).sort((a, b) => a.endMs - b.endMs);
    state.windows = state.windows.filter((open) => !isClosed(open));
    return closed;
  }

  /** The window that begins then, or the session that goes on then; a new one if there is none. */
  function windowAt({ windows }: SensorState, type: WindowType, atMs: number): Window {
    let window = windows.find(
      (open) =>
        open.type === type && (type === 'session' ? atMs < open.endMs : atMs === open.startMs),
    );
    if (window === undefined) {
      window = { type, startMs: atMs, endMs: 0, values: [] };
      windows.push(window);
      metrics.windows[type].created.add(1);
    }
    window.endMs = atMs + LENGTHS_MS[type]; // that of a session moves on
    return window;
  }

  return { add, close };
}
