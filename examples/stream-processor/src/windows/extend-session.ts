import type { NormalPoint, Session } from './key-state.js';
import { SESSION_GAP_MS } from './window-settings.js';

export interface SessionStep {
  readonly opened: number;
  readonly closed: readonly Session[];
  /** The one that may still go on. */
  readonly session: Session | null;
}

/** Takes the points up to `untilMs`, in their order: they go on with the session, or end it by having been away. */
export function extendSession(
  before: Session | null,
  points: readonly NormalPoint[],
  untilMs: number,
): SessionStep {
  const closed: Session[] = [];
  let opened = 0;
  let open = before && { ...before, values: [...before.values] };
  const endBefore = (atMs: number) => {
    if (open === null || atMs - open.lastMs <= SESSION_GAP_MS) return;
    closed.push(open);
    open = null;
  };
  for (const [atMs, value] of points) {
    endBefore(atMs);
    if (open === null) opened++;
    open ??= { startMs: atMs, lastMs: atMs, values: [] };
    open.values.push(value);
    open.lastMs = atMs;
  }
  endBefore(untilMs);
  return { opened, closed, session: open };
}
