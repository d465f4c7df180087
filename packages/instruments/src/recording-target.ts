import type { LabelValues } from './label.js';
import type { DropReason } from './measurement.js';
import type { SeriesTable } from './series-table.js';

/** What an instrument without labels is called with. */
export const NO_LABELS: LabelValues = Object.freeze({});

/** Where an instrument records, and who hears of what it cannot record. */
export class RecordingTarget {
  readonly table: SeriesTable;
  /** The definition contradicts an earlier one of the same name: nothing is recorded, everything is counted as dropped. */
  readonly detached: boolean;
  readonly #dropped: (table: SeriesTable, reason: DropReason, value: unknown) => void;

  constructor(
    table: SeriesTable,
    detached: boolean,
    dropped: (table: SeriesTable, reason: DropReason, value: unknown) => void,
  ) {
    this.table = table;
    this.detached = detached;
    this.#dropped = dropped;
  }

  /** Whether the slow path may record; otherwise the measurement is counted as dropped. */
  admits(problem: DropReason | undefined, value: unknown): boolean {
    const reason = problem ?? (this.detached ? 'conflicting_definition' : undefined);
    if (reason === undefined) return true;
    this.#dropped(this.table, reason, value);
    return false;
  }
}
