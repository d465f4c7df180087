import type { Exemplar, FamilyColumns, LabelColumn, RowChunk } from '../page-model.js';

/** One series on its way into a merged family. */
export interface Series {
  /** One for each label of the merged family, from {@link MergedColumns.idOf}. */
  readonly ids: readonly number[];
  readonly values: readonly number[];
  readonly createdMs: number;
  readonly exemplar: ((bucket: number) => Exemplar | undefined) | undefined;
}

interface MergedLabel extends LabelColumn {
  readonly values: string[];
  readonly ids: Map<string, number>;
}

/** All rows are in one chunk. */
const CHUNK_SHIFT = 30;

/**
 * A family made of the series of several: of counters, histograms and summaries with equal labels the sum, of others the last. It is a
 * snapshot, as the rows were when they were added.
 */
export class MergedColumns {
  /** Series that were merged into one that was there. */
  merged = 0;
  readonly #pattern: FamilyColumns;
  readonly #labels: readonly MergedLabel[];
  readonly #series = new Map<string, Series>();

  /** `pattern` has the type and the bounds of all. */
  constructor(pattern: FamilyColumns, labelNames: readonly string[]) {
    this.#pattern = pattern;
    this.#labels = labelNames.map((name) => {
      return { name, values: [''], generation: 0, ids: new Map([['', 0]]) };
    });
  }

  /** The id of a value of the label at `index`, made when it is new. */
  idOf(index: number, value: string): number {
    const { ids, values } = this.#labels[index] as MergedLabel; // the caller knows how many there are
    const known = ids.get(value);
    if (known !== undefined) return known;
    ids.set(value, values.length);
    return values.push(value) - 1;
  }

  add(series: Series): void {
    const key = series.ids.join();
    const equal = this.#series.get(key);
    if (equal !== undefined) this.merged++;
    this.#series.set(key, equal === undefined ? series : this.#combine(equal, series));
  }

  columns(): FamilyColumns {
    const { name, type, unit, description, exactName, scope, bounds } = this.#pattern;
    const rows = [...this.#series.values()];
    // of the rows alone: the clock may have been set back since
    const startMs = rows.reduce((first, row) => Math.min(first, row.createdMs), Infinity);
    const chunk: RowChunk = {
      values: Float64Array.from(rows.flatMap((row) => row.values)),
      ids: Uint32Array.from(rows.flatMap((row) => row.ids)),
      hidden: new Uint8Array(rows.length),
      created: Uint32Array.from(rows, (row) => (row.createdMs - startMs) / 100),
    };
    return {
      name,
      type,
      unit,
      description,
      exactName,
      scope,
      bounds,
      startMs,
      labels: this.#labels,
      rowCount: rows.length,
      chunkShift: CHUNK_SHIFT,
      chunks: [chunk],
      exemplar: (row, bucket) => rows[row]?.exemplar?.(bucket),
    };
  }

  #combine(first: Series, second: Series): Series {
    const { type, bounds } = this.#pattern;
    if (type === 'gauge' || type === 'info') return second;
    return {
      ids: first.ids,
      values: first.values.map((value, i) => {
        // quantiles of several are not to be had from theirs
        if (type === 'summary' && i < (bounds?.length ?? 0)) return Number.NaN;
        return value + (second.values[i] ?? 0);
      }),
      createdMs: Math.min(first.createdMs, second.createdMs),
      exemplar: (bucket) => second.exemplar?.(bucket) ?? first.exemplar?.(bucket),
    };
  }
}
