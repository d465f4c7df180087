import { extendSession } from './extend-session.js';
import type { KeyState, NormalPoint, WindowCounts, WindowType } from './key-state.js';
import { slide } from './slide.js';
import { PANE_MS, PANES_PER_SLIDING_WINDOW } from './window-settings.js';

/** A window that has closed, with all that is in it. */
export interface ClosedWindow {
  readonly type: WindowType;
  readonly startMs: number;
  readonly endMs: number;
  readonly values: readonly number[];
}

export interface PaneClosing {
  /** Windows that opened with this pane. A tumbling one opened with its first reading. */
  readonly opened: Pick<WindowCounts, 'sliding' | 'session'>;
  readonly closed: readonly ClosedWindow[];
}

/** Closes a pane with these points, in their order, and the windows that end with it. Changes the state. */
export function closePane(
  state: KeyState,
  startMs: number,
  points: readonly NormalPoint[],
): PaneClosing {
  const endMs = startMs + PANE_MS;
  const values = points.map(([, value]) => value);
  const sliding = slide(state.recent, { startMs, values });
  const session = extendSession(state.session, points, endMs);
  const slidingStartMs = endMs - PANES_PER_SLIDING_WINDOW * PANE_MS;
  const closed: ClosedWindow[] = session.closed.map((ended) => ({
    type: 'session',
    startMs: ended.startMs,
    endMs: ended.lastMs,
    values: ended.values,
  }));
  if (values.length > 0) closed.push({ type: 'tumbling', startMs, endMs, values });
  if (sliding.closed !== undefined)
    closed.push({ type: 'sliding', startMs: slidingStartMs, endMs, values: sliding.closed });

  state.panes = state.panes.filter((pane) => pane.startMs !== startMs);
  state.recent = sliding.recent;
  state.session = session.session;
  state.closedMs = endMs;
  state.open.sliding += sliding.opened;
  state.open.session += session.opened;
  for (const { type } of closed) state.open[type]--;
  return { opened: { sliding: sliding.opened, session: session.opened }, closed };
}
