import type { FamilyColumns } from '../src/page-model.js';

/** Label values and cells of a row; `hidden` and `created` as in the page model. */
export interface RowOf {
  readonly labels?: Readonly<Record<string, string>>;
  readonly values?: readonly number[];
  readonly hidden?: boolean;
  readonly created?: number;
}

export type FamilyOf = Partial<Omit<FamilyColumns, 'labels' | 'rowCount' | 'chunks'>> & {
  readonly name: string;
  /** In this order; those that rows have besides follow. */
  readonly labels?: readonly string[];
  /** `{}` at 1 unless said. */
  readonly rows?: readonly RowOf[];
};

const CHUNK_SHIFT = 1;

/** Columns as a store would have them, two rows a chunk. */
export function familyOf({ rows = [{}], labels = [], ...family }: FamilyOf): FamilyColumns {
  const names = [...new Set([...labels, ...rows.flatMap((row) => Object.keys(row.labels ?? {}))])];
  const columns = names.map((name) => {
    const values = rows.map((row) => row.labels?.[name] ?? '');
    return { name, values: [...new Set(['', ...values])], generation: 0 };
  });
  const chunkOf = (of: readonly RowOf[]) => ({
    values: Float64Array.from(of.flatMap((row) => row.values ?? [1])),
    ids: Uint32Array.from(
      of.flatMap((row) =>
        columns.map(({ name, values }) => values.indexOf(row.labels?.[name] ?? '')),
      ),
    ),
    hidden: Uint8Array.from(of, (row) => (row.hidden === true ? 1 : 0)),
    created: Uint32Array.from(of, (row) => row.created ?? 0),
  });
  const perChunk = 1 << CHUNK_SHIFT;
  const chunkCount = Math.ceil(rows.length / perChunk);
  return {
    type: 'gauge',
    unit: '',
    description: '',
    exactName: false,
    scope: { name: 'test' },
    bounds: undefined,
    startMs: 1_700_000_000_000,
    ...family,
    labels: columns,
    rowCount: rows.length,
    chunkShift: CHUNK_SHIFT,
    chunks: Array.from({ length: chunkCount }, (_, i) =>
      chunkOf(rows.slice(i * perChunk, (i + 1) * perChunk)),
    ),
  };
}
