/** `1 << shift` rows, which never move, so that a bound instrument may hold a chunk and an offset. */
export interface RowChunk {
  /** `width` numbers a row; histograms: counts of the buckets, then the sum. */
  values: Float64Array;
  /** `stride` dictionary ids a row. */
  readonly ids: Uint32Array;
  /** One byte a row: not 0 means that it is not on the page. */
  readonly hidden: Uint8Array;
  /** When a row was made or began anew, in ticks: units of 100 ms since the store began, 4 bytes instead of 8. */
  readonly created: Uint32Array;
}

/** The storage of a table: rows in chunks, appended and never taken away. Knows nothing of what they mean. */
export class SeriesRows {
  readonly chunks: RowChunk[] = [];
  /** The values and the ids of the chunks, one load nearer to the recording path. */
  readonly cells: Float64Array[] = [];
  readonly ids: Uint32Array[] = [];
  readonly shift: number;
  width: number;
  readonly stride: number;
  count = 0;

  constructor(shift: number, width: number, stride: number) {
    this.shift = shift;
    this.width = width;
    this.stride = stride;
  }

  append(): number {
    const row = this.count;
    if (row >> this.shift === this.chunks.length) this.#addChunk();
    this.count = row + 1;
    return row;
  }

  /** Other numbers a row, all zero from now on. */
  setWidth(width: number): void {
    this.width = width;
    this.chunks.forEach((chunk, i) => {
      chunk.values = new Float64Array((1 << this.shift) * width);
      this.cells[i] = chunk.values;
    });
  }

  chunk(row: number): RowChunk {
    return this.chunks[row >> this.shift] as RowChunk; // rows are below count
  }

  /** The place of a row in its chunk. */
  at(row: number): number {
    return row & ((1 << this.shift) - 1);
  }

  isHidden(row: number): boolean {
    return this.chunk(row).hidden[this.at(row)] !== 0;
  }

  /** On the page. */
  show(row: number): void {
    this.chunk(row).hidden[this.at(row)] = 0;
  }

  /** Off the page, at zero. */
  hide(row: number): void {
    const { values, hidden } = this.chunk(row);
    const at = this.at(row);
    hidden[at] = 1;
    values.fill(0, at * this.width, (at + 1) * this.width);
  }

  /** Adds to the number of a row that has but one. */
  add(row: number, amount: number): void {
    (this.chunk(row).values[this.at(row)] as number) += amount; // rows are below count
  }

  createdAt(row: number): number {
    return this.chunk(row).created[this.at(row)] as number; // rows are below count
  }

  setCreated(row: number, ticks: number): void {
    this.chunk(row).created[this.at(row)] = ticks;
  }

  /** The ids of a row; columns beyond them stay 0. */
  setIds(row: number, ids: ArrayLike<number>): void {
    this.chunk(row).ids.set(ids, this.at(row) * this.stride);
  }

  readIds(row: number, into: Uint32Array): Uint32Array {
    const { ids } = this.chunk(row);
    const start = this.at(row) * this.stride;
    for (let i = 0; i < into.length; i++) into[i] = ids[start + i] as number; // a row has `stride` ids
    return into;
  }

  #addChunk(): void {
    const rows = 1 << this.shift;
    const chunk: RowChunk = {
      values: new Float64Array(rows * this.width),
      ids: new Uint32Array(rows * this.stride),
      hidden: new Uint8Array(rows),
      created: new Uint32Array(rows),
    };
    this.chunks.push(chunk);
    this.cells.push(chunk.values);
    this.ids.push(chunk.ids);
  }
}

/** All zero series of a table in one chunk, while they are not too many. */
export function closedShift(combinations: number): number {
  return Math.min(10, Math.ceil(Math.log2(combinations)));
}

/** Chunks of a table that grows: small where few series are to be expected. */
export function openShift(seriesLimit: number): number {
  return seriesLimit <= 4096 ? 6 : 10;
}
