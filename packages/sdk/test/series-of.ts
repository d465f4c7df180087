import type { Store } from '@meterkit/instruments';

/** The values of a family of a store, by its label values, joined with a space. */
export function seriesOf(store: Store, name: string): Readonly<Record<string, number>> {
  const family = store.families().find((candidate) => candidate.name === name);
  if (family === undefined) throw new Error(`there is no family ${name}`);
  const { labels, chunks, chunkShift } = family;
  const series: Record<string, number> = {};
  for (let row = 0; row < family.rowCount; row++) {
    const chunk = chunks[row >> chunkShift];
    const at = row & ((1 << chunkShift) - 1);
    if (chunk === undefined || chunk.hidden[at] !== 0) continue;
    const values = labels.map(({ values }, i) => values[chunk.ids[at * labels.length + i] ?? 0]);
    series[values.filter((value) => value !== '').join(' ')] = chunk.values[at] ?? Number.NaN;
  }
  return series;
}
