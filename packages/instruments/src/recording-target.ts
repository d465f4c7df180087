import type { LabelValues } from './label.js';
import type { DropReason } from './measurement.js';
import type { ProblemReport } from './problem-report.js';
import type { BoundState, SeriesTable } from './series-table.js';

/** What an instrument without labels is called with. */
export const NO_LABELS: LabelValues = Object.freeze({});

/** Where an instrument records, and who hears of what it cannot record. */
export class RecordingTarget {
  readonly table: SeriesTable;
  readonly problems: ProblemReport;
  /** The definition contradicts an earlier one of the same name: nothing is recorded, everything is counted as dropped. */
  readonly detached: boolean;
  /** Nobody wants its measurements. */
  disabled = false;

  constructor(table: SeriesTable, problems: ProblemReport, detached: boolean) {
    this.table = table;
    this.problems = problems;
    this.detached = detached;
  }

  /** Of a bound instrument whose row is on the page. A detached one always asks, and hears that it may not. */
  get boundState(): BoundState {
    if (this.disabled) return 'disabled';
    return this.detached ? 'hidden' : 'live';
  }

  /** Records nothing from now on, and counts nothing as dropped; or records again. */
  setDisabled(disabled: boolean): void {
    this.disabled = disabled;
    this.table.setRecording(!disabled);
  }

  /** Whether the slow path may record; otherwise the measurement is counted as dropped, unless nobody wants it. */
  admits(problem: DropReason | undefined, value: unknown): boolean {
    if (this.disabled) return false;
    const reason = problem ?? (this.detached ? 'conflicting_definition' : undefined);
    if (reason === undefined) return true;
    this.problems.dropped(this.table, reason, value);
    return false;
  }
}
