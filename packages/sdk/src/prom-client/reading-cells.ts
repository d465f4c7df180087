import type { Exemplar, FamilyColumns, FamilyType } from '@meterkit/exposition';
import type { LabelRows } from '../opentelemetry/label-sets.js';
import type { PromExemplar, PromValue } from './prom-client-registry.js';

export interface ReadingOfRows {
  readonly name: string;
  readonly type: FamilyType;
  readonly values: readonly PromValue[];
  /** The row of each value. */
  readonly rows: LabelRows;
  /** The label of a bucket or a quantile. */
  readonly label: 'le' | 'quantile' | undefined;
  readonly bounds: readonly number[] | undefined;
}

/**
 * The numbers of a reading and their exemplars. Values of one series, for labels may differ before they become text, are added
 * up; of gauges and quantiles the last is kept.
 */
export function readingCells(reading: ReadingOfRows): Pick<FamilyColumns, 'chunks' | 'exemplar'> {
  const { type, values, rows, bounds } = reading;
  const { rowCount, rowOf, ids } = rows;
  const width = bounds === undefined ? 1 : bounds.length + 2;
  const quantiles = type === 'summary' ? width - 2 : 0;
  const keepsLast = (cell: number) => type === 'gauge' || cell < quantiles;
  const cells = new Float64Array(rowCount * width);
  const exemplars = new Map<number, Exemplar>();
  const cellOf = cellsOf(reading);
  values.forEach((sample, i) => {
    const cell = cellOf(sample);
    if (cell === undefined) return;
    const at = (rowOf[i] as number) * width + cell; // one for each value
    cells[at] = keepsLast(cell) ? sample.value : (cells[at] as number) + sample.value;
    if (sample.exemplar) exemplars.set(at, exemplarOf(sample.exemplar));
  });
  if (type === 'histogram') undoSums(cells, width);
  const none = { hidden: new Uint8Array(rowCount), created: new Uint32Array(rowCount) };
  return {
    chunks: [{ values: cells, ids, ...none }],
    ...(exemplars.size === 0
      ? {}
      : { exemplar: (row, bucket) => exemplars.get(row * width + bucket) }),
  };
}

/** Which cell of a row a sample is; undefined for one that follows from others. */
function cellsOf({
  name,
  type,
  label,
  bounds = [],
}: ReadingOfRows): (sample: PromValue) => number | undefined {
  if (label === undefined) return () => 0;
  const cells = new Map(bounds.map((bound, i) => [bound, i]));
  return ({ labels, metricName }) => {
    if (metricName === `${name}_sum`) return bounds.length + 1;
    if (metricName === `${name}_count`) return type === 'summary' ? bounds.length : undefined;
    const threshold = labels?.[label];
    return threshold === '+Inf' ? bounds.length : cells.get(Number(threshold));
  };
}

/** The counts of buckets by themselves, for those of a registry count all that is below a bound. */
function undoSums(cells: Float64Array, width: number): void {
  for (let row = 0; row < cells.length; row += width)
    for (let at = row + width - 2; at > row; at--)
      cells[at] = (cells[at] as number) - (cells[at - 1] as number); // row <= at < length
}

/** A copy: the library writes the next one into the same object. */
function exemplarOf({ labelSet, value, timestamp }: PromExemplar): Exemplar {
  const labels = Object.entries(labelSet).map(([name, text]) => [name, String(text)] as const);
  return { labels, value, timestampSeconds: timestamp };
}
