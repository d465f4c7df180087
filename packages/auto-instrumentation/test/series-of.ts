import type { Store } from '@meterkit/instruments';

/**
 * What a store holds, by series as definitions name them: the value, or for a histogram its counts by bucket and then its
 * sum. The store's own series are left out.
 */
export function seriesOf(store: Store): Readonly<Record<string, readonly number[]>> {
  const found: Record<string, readonly number[]> = {};
  for (const family of store.families()) {
    if (family.name.startsWith('meterkit')) continue;
    const width = family.bounds === undefined ? 1 : family.bounds.length + 2;
    const mask = (1 << family.chunkShift) - 1;
    for (let row = 0; row < family.rowCount; row++) {
      const chunk = family.chunks[row >> family.chunkShift];
      const at = row & mask;
      if (chunk === undefined || chunk.hidden[at] !== 0) continue;
      const labels = family.labels
        .map(({ name, values }, i) => [name, values[chunk.ids[at * family.labels.length + i] ?? 0]])
        .filter(([, value]) => value !== '')
        .map(([name, value]) => `${name}=${value}`);
      const values = [...chunk.values.subarray(at * width, (at + 1) * width)];
      found[`${family.name}{${labels.join(',')}}`] = values;
    }
  }
  return found;
}

/** The same after a collection. */
export async function collected(
  store: Store,
): Promise<Readonly<Record<string, readonly number[]>>> {
  await store.collect();
  return seriesOf(store);
}

/**
 * How many a histogram's row has.
 *
 * @public of the programs that tests run
 */
export function countOf(row: readonly number[] | undefined): number {
  return row?.slice(0, -1).reduce((sum, count) => sum + count, 0) ?? 0;
}
