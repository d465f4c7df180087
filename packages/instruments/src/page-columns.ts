import type { RowChunk, SeriesRows } from './series-rows.js';
import type { Scope, TableSpec } from './table-spec.js';

/** What pages read of a table: its specification and rows in the words of the page model of `@meterkit/exposition`. */
export abstract class PageColumns {
  abstract readonly spec: TableSpec;
  abstract readonly rows: SeriesRows;

  get name(): string {
    return this.spec.name;
  }
  get type(): TableSpec['type'] {
    return this.spec.type;
  }
  get additive(): boolean {
    return this.spec.additive;
  }
  get unit(): string {
    return this.spec.unit;
  }
  get description(): string {
    return this.spec.description;
  }
  get exactName(): boolean {
    return this.spec.exactName;
  }
  get scope(): Scope {
    return this.spec.scope;
  }
  get rowCount(): number {
    return this.rows.count;
  }
  get chunkShift(): number {
    return this.rows.shift;
  }
  get chunks(): readonly RowChunk[] {
    return this.rows.chunks;
  }
  /** Itself, also where it is read under another name. */
  get rowsOf(): this {
    return this;
  }
}
