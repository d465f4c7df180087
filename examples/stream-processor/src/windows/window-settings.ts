/** Event time is cut into panes; windows are made of whole panes, sessions of what is in them. */
export const PANE_MS = 60_000;
/** A sliding window is so many panes long, and there is one for each pane. */
export const PANES_PER_SLIDING_WINDOW = 3;
/** A session of a sensor ends when it was silent for so long. */
export const SESSION_GAP_MS = 30_000;
/** What readings may be out of order by, before the watermark has passed them. */
export const DISORDER_MS = 5000;
/** A pane stays open for so long after the watermark has passed its end. */
export const LATENESS_MS = 10_000;

export function paneOf(atMs: number): number {
  return Math.floor(atMs / PANE_MS) * PANE_MS;
}
