import type { LabelValues } from './label.js';
import type { RecordingTarget } from './recording-target.js';
import type { SeriesTable } from './series-table.js';

/**
 * Adds one when made and takes it away when stopped, once; not from a series that was removed meanwhile. It does not pin
 * the row: a row that was hidden since the start is of another version.
 */
export class InProgressMark implements Disposable {
  readonly #table: SeriesTable;
  readonly #row: number;
  readonly #version: number;
  #running: boolean;

  constructor(target: RecordingTarget, labels: LabelValues) {
    this.#table = target.table;
    this.#running = target.admits(undefined, 1);
    this.#row = this.#running ? target.table.resolve(labels) : 0;
    this.#version = target.table.version(this.#row);
    if (this.#running) target.table.rows.add(this.#row, 1);
  }

  stop(): void {
    if (this.#running && this.#table.version(this.#row) === this.#version)
      this.#table.rows.add(this.#row, -1);
    this.#running = false;
  }

  [Symbol.dispose](): void {
    this.stop();
  }
}
