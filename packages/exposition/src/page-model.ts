/**
 * The page model: what the writers read, and all that they read.
 *
 * It is columnar, so that a store of typed arrays satisfies it as it stands. It knows OpenTelemetry names and UCUM
 * units; page names, suffixes and escaping are the writers' work.
 */

/**
 * What a family can be. `info` has the value 1 and is written as a gauge where the format has no info type. A `plainCounter` has
 * no `_total` behind the name of its sample, and is written as unknown in OpenMetrics, which has no such counter.
 */
export type FamilyType = 'counter' | 'plainCounter' | 'gauge' | 'histogram' | 'summary' | 'info';

/** One label of a family and the dictionary of its values. */
export interface LabelColumn {
  readonly name: string;
  /**
   * Label values by id, well-formed UTF-16. `values[0]` is `''`: the label is absent from the series.
   * An id may be given to another value only together with a new {@link generation}.
   */
  readonly values: readonly string[];
  /** Changes whenever an id changes its value. Appending values does not change it. */
  readonly generation: number;
}

/** `1 << chunkShift` rows of a family. A chunk never moves; its cells change while a page is written. */
export interface RowChunk {
  /**
   * `width` numbers a row. Counters, gauge and info: 1, the value. Histogram: `bounds.length + 1` counts, one for each
   * bucket and not cumulative, the last being that of +Inf; then the sum. The count of a histogram is that of its buckets.
   * Summary: the values of its quantiles, NaN for one that is not known; then the count, then the sum.
   */
  readonly values: Float64Array;
  /** `labels.length` ids a row, into {@link LabelColumn.values}. */
  readonly ids: Uint32Array;
  /** One byte a row: not 0 means that the row is not on the page. */
  readonly hidden: Uint8Array;
  /** When the row was created or last reset, in units of 100 ms since {@link FamilyColumns.startMs}. */
  readonly created: Uint32Array;
}

/** A measurement that stands for its bucket (OpenMetrics 1.0, Exemplars). */
export interface Exemplar {
  readonly labels: readonly (readonly [name: string, value: string])[];
  readonly value: number;
  /** Unix time in seconds. */
  readonly timestampSeconds: number;
}

/** Who made the instruments (OpenTelemetry instrumentation scope). */
export interface Scope {
  readonly name: string;
  readonly version?: string | undefined;
  readonly schemaUrl?: string | undefined;
}

/**
 * The rows of one instrument.
 *
 * The owner promises, for as long as a page is written: live rows below the `rowCount` read at the family's beginning
 * are different series, and a row hidden or shown meanwhile stays the same series.
 */
export interface FamilyColumns {
  /** The name as declared: dotted OpenTelemetry, or that of the page when `exactName` is set. */
  readonly name: string;
  readonly type: FamilyType;
  /** UCUM, `''` for none. */
  readonly unit: string;
  readonly description: string;
  /** The name is written as it stands: no unit is appended and no UNIT line written (a counter's sample keeps `_total`). */
  readonly exactName: boolean;
  readonly scope: Scope;
  readonly labels: readonly LabelColumn[];
  /** Finite upper bounds of a histogram, or the quantiles of a summary, in ascending order; undefined for all others. */
  readonly bounds: readonly number[] | undefined;
  /** A gauge that is a sum, of what is in progress for instance: rows may be added up. */
  readonly additive?: boolean;
  /** Observations of a histogram may be negative: no `_sum` is then written (OpenMetrics 1.0, Histogram). */
  readonly withoutSum?: boolean;
  readonly rowCount: number;
  /** The number of rows of a chunk is `1 << chunkShift`. */
  readonly chunkShift: number;
  readonly chunks: readonly RowChunk[];
  /** Unix time in milliseconds that the `created` column counts from; NaN when it is not known when the rows were created. */
  readonly startMs: number;
  /**
   * Whose rows these are: equal where the same are shown by several names. Where those are one name, they are shown once and
   * not added up. Absent: nobody else's.
   */
  readonly rowsOf?: object;
  /** The exemplar of a counter's row (`bucket` 0) or of a histogram's bucket. Absent: the family has none. */
  readonly exemplar?: (row: number, bucket: number) => Exemplar | undefined;
}

/** Numbers of {@link RowChunk.values} a row of this family. */
export function rowWidth(family: FamilyColumns): number {
  return family.bounds === undefined ? 1 : family.bounds.length + 2;
}
