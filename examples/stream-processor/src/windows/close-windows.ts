import type { WindowType } from '../metrics/partition-metrics.js';
import { PANE_MS, SESSION_GAP_MS, SLIDING_MS } from './event-time.js';
import type { NormalPoint } from './key-state.js';

/** A window that has closed, with all that is in it. */
export interface ClosedWindow {
  readonly type: WindowType;
  readonly startMs: number;
  readonly endMs: number;
  readonly values: readonly number[];
}

const LENGTHS_MS = { tumbling: PANE_MS, sliding: SLIDING_MS } as const;

/** Closes a pane by its end: which windows of these points end with it, and which points those need that are still open. */
export function closeWindows(points: readonly NormalPoint[], endMs: number) {
  const closed: ClosedWindow[] = [];
  let neededMs = endMs + PANE_MS - SLIDING_MS;
  for (const { startMs, lastMs, values } of sessionsOf(points)) {
    const silentMs = lastMs + SESSION_GAP_MS;
    if (silentMs >= endMs) neededMs = Math.min(neededMs, startMs);
    else if (silentMs >= endMs - PANE_MS)
      closed.push({ type: 'session', startMs, endMs: lastMs, values });
  }
  for (const type of ['tumbling', 'sliding'] as const) {
    const startMs = endMs - LENGTHS_MS[type];
    const values = points.filter(([atMs]) => atMs >= startMs).map(([, value]) => value);
    if (values.length > 0) closed.push({ type, startMs, endMs, values });
  }
  return { closed, needed: points.filter(([atMs]) => atMs >= neededMs) };
}

/** Points with no long silence between them. */
function sessionsOf(points: readonly NormalPoint[]) {
  const sessions: { startMs: number; lastMs: number; values: number[] }[] = [];
  for (const [atMs, value] of points) {
    const session = sessions.at(-1);
    if (session !== undefined && atMs - session.lastMs <= SESSION_GAP_MS) {
      session.lastMs = atMs;
      session.values.push(value);
    } else sessions.push({ startMs: atMs, lastMs: atMs, values: [value] });
  }
  return sessions;
}
