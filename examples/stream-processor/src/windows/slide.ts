import type { ClosedPane } from './key-state.js';
import { PANE_MS, PANES_PER_SLIDING_WINDOW } from './window-settings.js';

export interface Slide {
  /** How many sliding windows the pane is the first one with values of. */
  readonly opened: number;
  /** The values of the window that ends with the pane; undefined if it has none. */
  readonly closed: readonly number[] | undefined;
  /** What the next windows need. */
  readonly recent: readonly ClosedPane[];
}

/** Closes the sliding window that ends with this pane. Panes come in their order; those without values may be left out. */
export function slide(before: readonly ClosedPane[], pane: ClosedPane): Slide {
  const length = PANES_PER_SLIDING_WINDOW;
  const firstMs = pane.startMs - (length - 1) * PANE_MS;
  const last = before.at(-1);
  const passed = last === undefined ? length : (pane.startMs - last.startMs) / PANE_MS;
  const hasValues = pane.values.length > 0;
  const inside = [...before, ...(hasValues ? [pane] : [])].filter((p) => p.startMs >= firstMs);
  return {
    opened: hasValues ? Math.min(length, passed) : 0,
    closed:
      inside.length > 0
        ? ([] as number[]).concat(...inside.map(({ values }) => values))
        : undefined,
    recent: inside.filter(({ startMs }) => startMs > firstMs),
  };
}
