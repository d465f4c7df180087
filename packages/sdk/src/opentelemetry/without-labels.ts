import type { FamilyColumns, LabelColumn, RowChunk } from '@meterkit/exposition';

/**
 * A copy without some labels: the rows that differ in nothing else become one. Counters, histograms, summaries, whose quantiles
 * are then not known, and additive gauges are added up, of other gauges the last row is kept; a row is as old as the oldest that
 * it is made of.
 */
export function withoutLabels(columns: FamilyColumns, dropped: readonly string[]): FamilyColumns {
  const kept = columns.labels.flatMap(({ name }, i) => (dropped.includes(name) ? [] : [i]));
  const merged = new MergingRows(columns, kept);
  const { name, type, unit, description, exactName, scope, bounds, withoutSum, rowsOf, startMs } =
    columns;
  return {
    name,
    type,
    unit,
    description,
    exactName,
    scope,
    labels: kept.map((i) => columns.labels[i] as LabelColumn), // i is an index of it
    bounds,
    ...(withoutSum === undefined ? {} : { withoutSum }),
    ...(rowsOf === undefined ? {} : { rowsOf }),
    rowCount: merged.count,
    chunkShift: 30,
    chunks: [merged.chunk()],
    startMs,
  };
}

/** Created later than any row. */
const NONE = 0xffff_ffff;

/** The rows of columns, as rows with some of their labels. */
class MergingRows {
  count = 0;
  readonly #columns: FamilyColumns;
  readonly #kept: readonly number[];
  /** By row what it becomes; -1 for one that is not on the page. */
  readonly #targets: Int32Array;

  constructor(columns: FamilyColumns, kept: readonly number[]) {
    this.#columns = columns;
    this.#kept = kept;
    this.#targets = new Int32Array(columns.rowCount).fill(-1);
    const known = new Map<number | string, number>();
    const keyOf = rowKey(columns, kept);
    this.#eachShown((row, { ids }, slot) => {
      const key = keyOf(ids, slot * columns.labels.length);
      const target = known.get(key) ?? this.count++;
      known.set(key, target);
      this.#targets[row] = target;
    });
  }

  chunk(): RowChunk {
    const { bounds, labels, type, additive } = this.#columns;
    const adds = (type !== 'gauge' && type !== 'info') || additive === true;
    const quantiles = type === 'summary' ? (bounds?.length ?? 0) : 0;
    const width = bounds === undefined ? 1 : bounds.length + 2;
    const values = new Float64Array(this.count * width);
    const ids = new Uint32Array(this.count * this.#kept.length);
    const created = new Uint32Array(this.count).fill(NONE);
    this.#eachShown((row, chunk, slot) => {
      const target = this.#targets[row] as number; // one for each row
      for (let i = 0; i < width; i++) {
        const value = chunk.values[slot * width + i] as number; // a row has `width` of them
        const at = target * width + i;
        if (i < quantiles && created[target] !== NONE) values[at] = Number.NaN;
        else values[at] = adds ? (values[at] as number) + value : value;
      }
      this.#kept.forEach((label, i) => {
        ids[target * this.#kept.length + i] = chunk.ids[slot * labels.length + label] as number; // one for each label
      });
      created[target] = Math.min(created[target] as number, chunk.created[slot] as number); // one for each row
    });
    return { values, ids, hidden: new Uint8Array(this.count), created };
  }

  #eachShown(visit: (row: number, chunk: RowChunk, slot: number) => void): void {
    const { rowCount, chunkShift, chunks } = this.#columns;
    const count = Math.min(rowCount, this.#targets.length);
    for (let row = 0; row < count; row++) {
      const chunk = chunks[row >>> chunkShift] as RowChunk; // row < rowCount
      const slot = row & ((1 << chunkShift) - 1);
      if (chunk.hidden[slot] === 0) visit(row, chunk, slot);
    }
  }
}

type Key = (ids: Uint32Array, at: number) => number | string;

/** Equal for rows with equal kept labels: their ids as the digits of a number, as text where that would not be exact. */
function rowKey({ labels }: FamilyColumns, kept: readonly number[]): Key {
  const sizes = kept.map((i) => labels[i]?.values.length ?? 1);
  const isExact = sizes.reduce((product, size) => product * size, 1) <= Number.MAX_SAFE_INTEGER;
  if (!isExact) return (ids, at) => kept.map((i) => ids[at + i]).join();
  return (ids, at) => {
    let key = 0;
    for (let i = 0; i < kept.length; i++)
      key = key * (sizes[i] as number) + (ids[at + (kept[i] as number)] as number); // i < length
    return key;
  };
}
