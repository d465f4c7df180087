import type { LabelValues } from './label.js';
import { valueProblem } from './measurement.js';
import { NO_LABELS, type RecordingTarget } from './recording-target.js';
import type { BoundRow, BoundState, SeriesTable } from './series-table.js';

const LOWEST = -Number.MAX_VALUE;

export class GaugeInstrument {
  readonly #target: RecordingTarget;

  constructor(target: RecordingTarget) {
    this.#target = target;
  }

  set(value: number, labels: LabelValues = NO_LABELS): void {
    const { table } = this.#target;
    let entry = 0;
    try {
      entry = table.finder.find(labels);
    } catch {
      // a getter threw, or labels are null: the slow path reads them with care
    }
    if (entry > 0 && Number.isFinite(value)) write(table, entry - 1, value);
    else if (this.#target.admits(valueProblem(value, LOWEST), value))
      write(table, table.resolve(labels), value);
  }

  bind(labels: LabelValues = NO_LABELS): BoundGaugeRow {
    const { table } = this.#target;
    if (this.#target.detached) return new BoundGaugeRow(this.#target, 0);
    const row = table.resolve(labels);
    return table.intern(row, () => new BoundGaugeRow(this.#target, row));
  }

  remove(labels: LabelValues = NO_LABELS): boolean {
    return this.#target.table.remove(labels);
  }
}

/** A series of a gauge, resolved. */
export class BoundGaugeRow implements BoundRow {
  state: BoundState;
  readonly #cells: Float64Array;
  readonly #at: number;
  readonly #target: RecordingTarget;
  readonly #row: number;

  constructor(target: RecordingTarget, row: number) {
    this.state = target.boundState;
    this.#cells = target.detached ? new Float64Array(0) : target.table.rows.chunk(row).values;
    this.#at = target.table.rows.at(row);
    this.#target = target;
    this.#row = row;
  }

  set(value: number): void {
    if (this.state === 'live' && Number.isFinite(value)) this.#cells[this.#at] = value;
    else this.#setSlowly(value);
  }

  #setSlowly(value: number): void {
    if (this.state === 'disabled') return;
    const { table } = this.#target;
    if (this.#target.admits(valueProblem(value, LOWEST), value))
      write(table, table.revive(this.#row), value);
  }
}

function write({ rows }: SeriesTable, row: number, value: number): void {
  rows.chunk(row).values[rows.at(row)] = value;
}
