export type WindowType = 'tumbling' | 'sliding' | 'session';
export type WindowCounts = Record<WindowType, number>;

export type Point = readonly [atMs: number, value: number | null];
export type NormalPoint = readonly [atMs: number, value: number];

export interface OpenPane {
  readonly startMs: number;
  /** As they came. */
  readonly points: Point[];
}

export interface ClosedPane {
  readonly startMs: number;
  readonly values: readonly number[];
}

export interface Session {
  readonly startMs: number;
  readonly lastMs: number;
  readonly values: readonly number[];
}

/** All that is remembered of a sensor: JSON in the state backend. */
export interface KeyState {
  /** One or two, oldest opened first. */
  panes: readonly OpenPane[];
  /** The closed panes that sliding windows still need, oldest first. */
  recent: readonly ClosedPane[];
  session: Session | null;
  /** The end of the pane that was closed last; 0 before the first. */
  closedMs: number;
  /** The windows that are open. */
  readonly open: WindowCounts;
}

export function emptyKeyState(): KeyState {
  return {
    panes: [],
    recent: [],
    session: null,
    closedMs: 0,
    open: { tumbling: 0, sliding: 0, session: 0 },
  };
}

export function isEmpty({ open }: KeyState): boolean {
  return open.tumbling + open.sliding + open.session === 0;
}
