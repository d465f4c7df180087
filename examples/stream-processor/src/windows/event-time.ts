/** Event time is cut into panes: a tumbling window is one. */
export const PANE_MS = 60_000;
/** How long before a pane the sliding windows begin that it is in. */
export const SLIDES_MS = [0, PANE_MS, 2 * PANE_MS] as const;
/** How long a window is; a session, counted from its last point. */
export const LENGTHS_MS = { tumbling: PANE_MS, sliding: 3 * PANE_MS, session: 30_000 } as const;
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
