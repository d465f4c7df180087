import type { WindowType } from '../metrics/partition-metrics.js';
import { PANE_MS, paneOf, SESSION_GAP_MS, SLIDING_MS } from './event-time.js';

export type WindowCounts = Readonly<Record<WindowType, number>>;
export type Point = readonly [atMs: number, value: number | null];
export type NormalPoint = readonly [atMs: number, value: number];

/** All that is remembered of a sensor: JSON in the state backend. */
export interface KeyState {
  /** What came for panes that are open. One or two, in the order in which they opened. */
  panes: readonly { readonly startMs: number; readonly points: Point[] }[];
  /** What is left of panes that are closed, in its order: as far as windows still need it. */
  points: readonly NormalPoint[];
}

/** The windows with something in them that are still open when all panes before a time are closed. */
export function openWindows({ panes, points }: KeyState, closedMs: number): WindowCounts {
  const lastMs = points.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
  return {
    tumbling: panes.length,
    sliding: Math.max(0, (paneOf(lastMs) + SLIDING_MS - closedMs) / PANE_MS),
    session: lastMs + SESSION_GAP_MS >= closedMs ? 1 : 0,
  };
}
