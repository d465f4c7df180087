import type { Store } from '../store.js';

export type Family = ReturnType<Store['families']>[number];

/** What a histogram has taken. */
export interface HistogramAmount {
  readonly count: number;
  readonly sum: number;
}

/** A series as it is at one moment. */
export interface ReadSeries {
  readonly family: Family;
  /** Those that are not empty, in the order of the declaration. */
  readonly labels: Readonly<Record<string, string>>;
  /** `orders.placed{channel="web"}`: declared name and labels. */
  readonly key: string;
  readonly value: number | HistogramAmount;
}

/** All series of a store, each under its present name, and of its own those that count problems. */
export function readSeries(store: Pick<Store, 'families'>): readonly ReadSeries[] {
  const families = new Set(store.families().map(({ rowsOf }) => rowsOf));
  const shown = [...families].filter(({ name }) => name !== 'meterkit.series');
  return shown.flatMap((family) =>
    Array.from({ length: family.rowCount }, (_, row) => row)
      .filter((row) => !family.rows.isHidden(row))
      .map((row) => readRow(family, row)),
  );
}

/** `orders.placed{channel="web"}`. */
export function seriesKey(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

function readRow(family: Family, row: number): ReadSeries {
  const { rows } = family;
  const { ids, values } = rows.chunk(row);
  const at = rows.at(row);
  const texts = family.labels.map(
    (column, i) => [column.name, column.values[ids[at * rows.stride + i] ?? 0] ?? ''] as const,
  );
  const labels = Object.fromEntries(texts.filter(([, value]) => value !== ''));
  const cells = values.subarray(at * rows.width, (at + 1) * rows.width);
  const value = family.bounds === undefined ? (cells[0] ?? Number.NaN) : amountOf(cells);
  return { family, labels, key: seriesKey(family.name, labels), value };
}

/** Counts by bucket, then the sum. */
function amountOf(cells: Float64Array): HistogramAmount {
  const count = cells.subarray(0, -1).reduce((total, bucket) => total + bucket, 0);
  return { count, sum: cells.at(-1) ?? Number.NaN };
}
