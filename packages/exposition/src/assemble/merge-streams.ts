import type { PageFamily } from '../page.js';
import { type RowChunk, rowWidth } from '../page-model.js';
import { MergedColumns } from './merged-columns.js';

/** A family of several streams, or of one whose labels have to be joined. */
export interface MergedFamily {
  readonly family: PageFamily;
  /** Series that had the labels of another. */
  readonly merged: number;
}

/** A label that a value comes from: a column of the row, or one that is the same in all rows. */
type LabelSource = { readonly column: number } | { readonly value: string };

/**
 * Merges streams of one name, type and bounds, in the order given. Values of labels that have one name are joined with `;`, in
 * the order of the keys as declared (OpenTelemetry, Prometheus and OpenMetrics Compatibility, Metric Attributes). All rows are
 * copied: this is the slow way, 2 µs a row, for what cannot be written as it stands.
 */
export function mergeStreams(streams: readonly [PageFamily, ...PageFamily[]]): MergedFamily {
  const [first] = streams;
  const names = [...new Set(streams.flatMap(labelNames))];
  const rows = new MergedColumns(first.columns, names);
  for (const stream of streams) addRows(stream, names, rows);
  const columns = {
    ...rows.columns(),
    withoutSum: streams.some((stream) => stream.columns.withoutSum === true),
  };
  const labels = columns.labels.map((column) => ({ name: column.name, column }));
  return { family: { ...first, labels, constants: [], columns }, merged: rows.merged };
}

function labelNames({ labels, constants }: PageFamily): readonly string[] {
  return [...labels, ...constants].map(({ name }) => name);
}

function addRows(stream: PageFamily, names: readonly string[], rows: MergedColumns): void {
  const { columns } = stream;
  const { rowCount, chunkShift, chunks, startMs, exemplar } = columns;
  const width = rowWidth(columns);
  const sources = names.map((name) => labelSources(stream, name));
  for (let row = 0; row < rowCount; row++) {
    const chunk = chunks[row >>> chunkShift] as RowChunk; // row < rowCount
    const slot = row & ((1 << chunkShift) - 1);
    if (chunk.hidden[slot] !== 0) continue;
    rows.add({
      ids: sources.map((of, i) => rows.idOf(i, joinedValue(stream, chunk.ids, slot, of))),
      values: Array.from(chunk.values.subarray(slot * width, (slot + 1) * width)),
      createdMs: startMs + (chunk.created[slot] ?? 0) * 100,
      exemplar: exemplar && ((bucket) => exemplar.call(columns, row, bucket)),
    });
  }
}

function labelSources({ labels, constants }: PageFamily, name: string): readonly LabelSource[] {
  const columns = labels.map((label, column) => ({ ...label, key: label.column.name, column }));
  const values = constants.map((constant) => ({ ...constant, key: constant.name }));
  return [...columns, ...values]
    .filter((label) => label.name === name)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function joinedValue(
  { labels }: PageFamily,
  ids: Uint32Array,
  slot: number,
  sources: readonly LabelSource[],
): string {
  let joined = '';
  for (const source of sources) {
    const value =
      'value' in source
        ? source.value
        : (labels[source.column]?.column.values[ids[slot * labels.length + source.column] ?? 0] ??
          '');
    if (value !== '') joined = joined === '' ? value : `${joined};${value}`;
  }
  return joined;
}
