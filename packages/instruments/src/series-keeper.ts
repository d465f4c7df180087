import type { InstrumentDefinition } from './instrument-definition.js';
import type { SeriesTable } from './series-table.js';

/**
 * Looks after a table at each collection: series that have been idle for their time to live leave the page, and a counter
 * that has grown past what a double counts exactly is told once. Idleness is seen by comparing values, so recording reads
 * no clock: a gauge that is set to the value that it has counts as idle.
 */
export class SeriesKeeper {
  readonly #table: SeriesTable;
  readonly #ttlTicks: number;
  readonly #tell: (message: string) => void;
  /** By row: the value that it had, and when it was first seen with it. */
  readonly #seen = new Map<number, { value: number; since: number }>();
  #chunk = 0;

  constructor(
    table: SeriesTable,
    definition: InstrumentDefinition,
    tell: (message: string) => void,
  ) {
    this.#table = table;
    this.#ttlTicks = (definition.ttlMs ?? Number.POSITIVE_INFINITY) / 100;
    this.#tell = tell;
  }

  /** `now` in units of 100 ms. */
  look(now: number): void {
    if (this.#ttlTicks < Number.POSITIVE_INFINITY) this.#expire(now);
    if (this.#table.type === 'counter') this.#checkPrecision();
  }

  #expire(now: number): void {
    const { rows } = this.#table;
    for (let row = 0; row < rows.count; row++) {
      if (rows.isHidden(row)) this.#seen.delete(row);
      else this.#expireRow(row, now);
    }
  }

  #expireRow(row: number, now: number): void {
    const value = this.#fingerprint(row);
    const seen = this.#seen.get(row);
    if (seen === undefined || seen.value !== value) this.#seen.set(row, { value, since: now });
    else if (now - seen.since >= this.#ttlTicks) this.#table.hide(row);
  }

  /** The value; of a histogram its count, which changes with every record. */
  #fingerprint(row: number): number {
    const { rows, type } = this.#table;
    const from = rows.at(row) * rows.width;
    const cells = rows.chunk(row).values.subarray(from, from + rows.width);
    if (type !== 'histogram') return cells[0] as number; // a row has a cell
    return cells.subarray(0, -1).reduce((count, bucket) => count + bucket, 0);
  }

  /** One chunk a collection: a million series cost no more than a thousand. */
  #checkPrecision(): void {
    const { chunks } = this.#table;
    const chunk = chunks[this.#chunk++ % Math.max(1, chunks.length)];
    if (chunk?.values.some((value) => value > Number.MAX_SAFE_INTEGER))
      this.#tell(
        `${this.#table.name}: a series has passed 2^53, the largest sum that is counted exactly; from there an addition of 1 is lost`,
      );
  }
}
