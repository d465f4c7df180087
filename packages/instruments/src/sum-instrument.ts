import { InProgressMark } from './in-progress.js';
import type { LabelValues } from './label.js';
import { valueProblem } from './measurement.js';
import { NO_LABELS, type RecordingTarget } from './recording-target.js';
import { runEnding } from './run-ending.js';
import type { BoundRow, BoundState } from './series-table.js';

/** Counters and up-down counters: they differ in the lowest amount that they take. */
export class SumInstrument {
  readonly #target: RecordingTarget;
  readonly #lowest: number;
  // The next four are the table's, held here because the recording path reads them: 36 ns instead of 41.
  readonly #finder: RecordingTarget['table']['finder'];
  readonly #cells: readonly Float64Array[];
  readonly #shift: number;
  readonly #mask: number;

  constructor(target: RecordingTarget, lowest: number) {
    this.#target = target;
    this.#lowest = lowest;
    this.#finder = target.table.finder;
    this.#cells = target.table.rows.cells;
    this.#shift = target.table.rows.shift;
    this.#mask = (1 << this.#shift) - 1;
  }

  add(amount: number, labels: LabelValues = NO_LABELS): void {
    let entry = 0;
    try {
      entry = this.#finder.find(labels);
    } catch {
      // a getter threw, or labels are null: the slow path reads them with care
    }
    if (entry > 0 && typeof amount === 'number' && amount >= this.#lowest && amount < Infinity) {
      const row = entry - 1;
      const cells = this.#cells[row >> this.#shift] as Float64Array; // what is in the index exists
      (cells[row & this.#mask] as number) += amount;
    } else this.#addSlowly(amount, labels);
  }

  bind(labels: LabelValues = NO_LABELS): BoundSum {
    const { table } = this.#target;
    if (this.#target.detached) return new BoundSum(this.#target, 0, this.#lowest);
    const row = table.resolve(labels);
    return table.intern(row, () => new BoundSum(this.#target, row, this.#lowest));
  }

  remove(labels: LabelValues = NO_LABELS): boolean {
    return this.#target.table.remove(labels);
  }

  startInProgress(labels: LabelValues = NO_LABELS): InProgressMark {
    return new InProgressMark(this.#target, labels);
  }

  trackInProgress<R>(...labelsAndFn: [fn: () => R] | [labels: LabelValues, fn: () => R]): R {
    const [labels, fn] = labelsAndFn.length === 1 ? [undefined, labelsAndFn[0]] : labelsAndFn;
    const mark = this.startInProgress(labels);
    return runEnding(fn, () => mark.stop());
  }

  #addSlowly(amount: number, labels: LabelValues): void {
    const { table } = this.#target;
    if (this.#target.admits(valueProblem(amount, this.#lowest), amount))
      table.rows.add(table.resolve(labels), amount);
  }
}

const HIDDEN = Number.NaN;
const DISABLED = Number.POSITIVE_INFINITY;

function floorOf(state: BoundState, lowest: number): number {
  if (state === 'live') return lowest;
  return state === 'hidden' ? HIDDEN : DISABLED;
}

/** A series of a sum, resolved. 3 ns an addition. */
export class BoundSum implements BoundRow {
  /** The lowest amount that is taken at once; none while the row is not `live`: one comparison for both. */
  #floor: number;
  readonly #cells: Float64Array;
  readonly #at: number;
  readonly #lowest: number;
  readonly #target: RecordingTarget;
  readonly #row: number;

  constructor(target: RecordingTarget, row: number, lowest: number) {
    this.#floor = floorOf(target.boundState, lowest);
    this.#cells = target.detached ? new Float64Array(0) : target.table.rows.chunk(row).values;
    this.#at = target.table.rows.at(row);
    this.#lowest = lowest;
    this.#target = target;
    this.#row = row;
  }

  get state(): BoundState {
    if (this.#floor === DISABLED) return 'disabled';
    return this.#floor === this.#lowest ? 'live' : 'hidden';
  }

  set state(state: BoundState) {
    this.#floor = floorOf(state, this.#lowest);
  }

  /** As short as can be: there is a limit to what V8 inlines into a hot loop. */
  add(amount: number): void {
    if (typeof amount === 'number' && amount >= this.#floor && amount < Infinity)
      (this.#cells[this.#at] as number) += amount;
    else this.#addSlowly(amount);
  }

  #addSlowly(amount: number): void {
    if (this.#floor === DISABLED) return;
    const { table } = this.#target;
    if (this.#target.admits(valueProblem(amount, this.#lowest), amount))
      table.rows.add(table.revive(this.#row), amount);
  }
}
