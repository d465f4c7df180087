import type { WindowType } from '../metrics/partition-metrics.js';
import type { Counts } from '../pipeline/partition-context.js';
import type { Reading } from '../readings/reading.js';
import { LENGTHS_MS, PANE_MS, paneOf, SLIDING_PANES } from './event-time.js';
import type { KeyState, Window } from './key-state.js';
import { normalize } from './normalize.js';

/** Opens windows in the state of a sensor, and closes them. */
export function createSensorWindows(counts: Counts) {
  /** Adds a reading to those of its tumbling window. */
  function add(state: KeyState, { atMs, value }: Reading): void {
    windowAt(state, 'tumbling', paneOf(atMs));
    state.points.push([atMs, value]);
  }

  /** Closes what ends by then, the end of a pane. Before that the points of tumbling windows go into all others. */
  function close(key: string, state: KeyState, frontierMs: number): readonly Window[] {
    const isClosed = ({ endMs }: Window) => endMs <= frontierMs;
    const panes = state.windows.filter((open) => open.type === 'tumbling' && isClosed(open));
    for (const pane of panes.sort((a, b) => a.startMs - b.startMs)) {
      const readings = state.points.filter(([atMs]) => paneOf(atMs) === pane.startMs);
      const points = normalize(key, readings, counts);
      const windows = [pane];
      for (let i = 0; i < SLIDING_PANES; i++)
        windows.push(windowAt(state, 'sliding', pane.startMs - i * PANE_MS));
      for (const { values } of windows) for (const [, value] of points) values.push(value);
      for (const [atMs, value] of points) windowAt(state, 'session', atMs).values.push(value);
    }
    state.points = state.points.filter(([atMs]) => atMs >= frontierMs);
    const closed = state.windows.filter(isClosed).sort((a, b) => a.endMs - b.endMs);
    state.windows = state.windows.filter((open) => !isClosed(open));
    return closed;
  }

  /** The window that begins then, or the session that goes on then; a new one if there is none. */
  function windowAt({ windows }: KeyState, type: WindowType, atMs: number): Window {
    let window = windows.find(
      (open) =>
        open.type === type && (type === 'session' ? atMs < open.endMs : atMs === open.startMs),
    );
    if (window === undefined) {
      window = { type, startMs: atMs, endMs: 0, values: [] };
      windows.push(window);
      counts.metrics.windows[type].created.add(1);
    }
    window.endMs = atMs + LENGTHS_MS[type]; // that of a session moves on
    return window;
  }

  return { add, close };
}
