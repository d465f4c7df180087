import type { ProblemReport } from './problem-report.js';
import type { SeriesTable } from './series-table.js';
import { TICK_MS } from './table-host.js';

/**
 * Looks after a table at each collection: series that have been idle for their time to live leave the page, and a counter
 * that has grown past what a double counts exactly is told once. Idleness is seen by comparing values, so recording reads
 * no clock: a gauge that is set to the value that it has counts as idle.
 */
export class SeriesKeeper {
  readonly #table: SeriesTable;
  readonly #problems: ProblemReport;
  readonly #ttlTicks: number | undefined;
  /** By row: the value that it had, and the tick at which it was first seen with it. */
  readonly #seen = new Map<number, { readonly value: number; readonly since: number }>();
  #chunk = 0;

  constructor(table: SeriesTable, problems: ProblemReport, ttlMs: number | undefined) {
    this.#table = table;
    this.#problems = problems;
    this.#ttlTicks = ttlMs === undefined ? undefined : ttlMs / TICK_MS;
  }

  look(nowTicks: number): void {
    if (this.#ttlTicks !== undefined) this.#expire(nowTicks, this.#ttlTicks);
    if (this.#table.type === 'counter') this.#checkPrecision();
  }

  #expire(now: number, ttl: number): void {
    const { rows } = this.#table;
    for (let row = 0; row < rows.count; row++) {
      if (rows.isHidden(row)) continue;
      const value = this.#fingerprint(row);
      const seen = this.#seen.get(row);
      if (seen?.value !== value) this.#seen.set(row, { value, since: now });
      // a row that went and came back between two looks is younger than what was seen
      else if (now - Math.max(seen.since, rows.createdAt(row)) >= ttl) this.#table.hide(row);
    }
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
    const values = chunks[this.#chunk++ % Math.max(1, chunks.length)]?.values ?? [];
    for (let i = 0; i < values.length; i++) {
      if ((values[i] as number) <= Number.MAX_SAFE_INTEGER) continue; // i < length
      this.#problems.imprecise(this.#table);
      return;
    }
  }
}
