import type { Bounds } from './bounds.js';
import type { BucketIndex } from './bucket-index.js';
import type { LabelValues } from './label.js';
import { valueProblem } from './measurement.js';
import { NO_LABELS, type RecordingTarget } from './recording-target.js';
import { runEnding } from './run-ending.js';
import type { BoundRow, BoundState } from './series-table.js';
import { type StartedTimer, TimerClock } from './timer-clock.js';
import { UNMEASURED_TIMER } from './unmeasured-timer.js';

export class HistogramInstrument {
  readonly #target: RecordingTarget;
  readonly #clock: TimerClock;
  #buckets: BucketIndex;
  #width: number;

  constructor(target: RecordingTarget) {
    this.#target = target;
    this.#buckets = target.table.buckets as BucketIndex; // a histogram's table has them
    this.#width = target.table.rows.width;
    this.#clock = new TimerClock(target.table.spec, {
      nowMs: target.table.nowMs,
      misused: () => target.problems.noTimers(target.table),
    });
  }

  /** Gives it other bounds. Only while it has no observations and has been on no page. */
  setBounds(bounds: Bounds): void {
    this.#target.table.setBounds(bounds);
    this.#buckets = this.#target.table.buckets as BucketIndex; // a histogram's table has them
    this.#width = this.#target.table.rows.width;
  }

  record(value: number, labels: LabelValues = NO_LABELS): void {
    const { table } = this.#target;
    let entry = 0;
    try {
      entry = table.finder.find(labels);
    } catch {
      // a getter threw, or labels are null: the slow path reads them with care
    }
    if (entry > 0 && typeof value === 'number' && value >= 0 && value < Infinity)
      this.#write(entry - 1, value);
    else if (this.#target.admits(valueProblem(value, 0), value))
      this.#write(table.resolve(labels), value);
  }

  bind(labels: LabelValues = NO_LABELS): BoundHistogramRow {
    const { table } = this.#target;
    if (this.#target.detached) return new BoundHistogramRow(this.#target, 0, this.#clock);
    const row = table.resolve(labels);
    return table.intern(row, () => new BoundHistogramRow(this.#target, row, this.#clock));
  }

  remove(labels: LabelValues = NO_LABELS): boolean {
    return this.#target.table.remove(labels);
  }

  startTimer(labels: LabelValues = NO_LABELS): StartedTimer {
    return this.#clock.start(this, labels);
  }

  time<R>(...labelsAndFn: [fn: () => R] | [labels: LabelValues, fn: () => R]): R {
    const [labels, fn] = labelsAndFn.length === 1 ? [undefined, labelsAndFn[0]] : labelsAndFn;
    const timer = this.#target.disabled ? UNMEASURED_TIMER : this.startTimer(labels);
    return runEnding(fn, timer === UNMEASURED_TIMER ? undefined : () => void timer.stop());
  }

  #write(row: number, value: number): void {
    const { rows } = this.#target.table;
    const cells = rows.cells[row >> rows.shift] as Float64Array; // the row exists
    const at = (row & ((1 << rows.shift) - 1)) * this.#width;
    (cells[at + this.#buckets.of(value)] as number) += 1;
    (cells[at + this.#width - 1] as number) += value;
  }
}

/** A series of a histogram, resolved. 11 ns a record with 12 bounds. */
export class BoundHistogramRow implements BoundRow {
  state: BoundState;
  #cells: Float64Array = new Float64Array(0);
  #first = 0;
  #sum = 0;
  #buckets: BucketIndex;
  readonly #target: RecordingTarget;
  readonly #row: number;
  readonly #clock: TimerClock;

  constructor(target: RecordingTarget, row: number, clock: TimerClock) {
    this.state = target.boundState;
    this.#buckets = target.table.buckets as BucketIndex; // a histogram's table has them
    this.#target = target;
    this.#row = row;
    this.#clock = clock;
    if (!target.detached) this.reseat();
  }

  /** Finds its cells anew: the bounds of its table have changed. */
  reseat(): void {
    const { rows, buckets } = this.#target.table;
    this.#cells = rows.chunk(this.#row).values;
    this.#first = rows.at(this.#row) * rows.width;
    this.#sum = this.#first + rows.width - 1;
    this.#buckets = buckets as BucketIndex; // a histogram's table has them
  }

  record(value: number): void {
    if (this.state === 'live' && typeof value === 'number' && value >= 0 && value < Infinity) {
      (this.#cells[this.#first + this.#buckets.of(value)] as number) += 1;
      (this.#cells[this.#sum] as number) += value;
    } else this.#recordSlowly(value);
  }

  startTimer(): StartedTimer {
    return this.#clock.start(this, NO_LABELS);
  }

  #recordSlowly(value: number): void {
    if (this.state === 'disabled') return;
    if (!this.#target.admits(valueProblem(value, 0), value)) return;
    const { table } = this.#target;
    const row = table.revive(this.#row);
    const { values } = table.rows.chunk(row);
    const first = table.rows.at(row) * table.rows.width;
    (values[first + this.#buckets.of(value)] as number) += 1;
    (values[first + table.rows.width - 1] as number) += value;
  }
}
