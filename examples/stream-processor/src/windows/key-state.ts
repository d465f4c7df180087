import type { WindowType } from '../metrics/partition-metrics.js';

export type Point = readonly [atMs: number, value: number | null];
export type NormalPoint = readonly [atMs: number, value: number];

/** The values from a time up to another. */
export interface Window {
  readonly type: WindowType;
  readonly startMs: number;
  endMs: number;
  readonly values: number[];
}

/** All that is remembered of a sensor: JSON in the state backend. */
export interface KeyState {
  /** The readings of tumbling windows, which get their values when they close. */
  points: Point[];
  /** Those that are open. */
  windows: Window[];
}
