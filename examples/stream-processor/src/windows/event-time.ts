/** Event time is cut into panes; windows are made of whole panes, sessions of what is in them. */
export const PANE_MS = 60_000;
/** A sliding window is so long, and there is one for each pane. */
export const SLIDING_MS = 3 * PANE_MS;
/** A session of a sensor ends when it was silent for so long. */
export const SESSION_GAP_MS = 30_000;
/** What readings may be out of order by, before the watermark has passed them. */
const DISORDER_MS = 5000;
/** A pane stays open for so long after the watermark has passed its end. */
const LATENESS_MS = 10_000;

/** The start of the pane that a time is in. */
export function paneOf(atMs: number): number {
  return Math.floor(atMs / PANE_MS) * PANE_MS;
}

/** Up to where a partition is taken to be complete, by its latest reading. */
export function watermarkOf(latestMs: number): number {
  return latestMs - DISORDER_MS;
}

/** Panes before it are closed, by the latest reading: what comes for them is late. */
export function frontierOf(latestMs: number): number {
  return paneOf(watermarkOf(latestMs) - LATENESS_MS);
}
