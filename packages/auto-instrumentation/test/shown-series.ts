import type { Store } from '@meterkit/instruments';

/**
 * What a store holds, by series as a page would write them: the value, or for a histogram its counts by bucket and then
 * its sum. Series at zero and the store's own are left out.
 */
export function shownSeries(store: Store): Readonly<Record<string, number | readonly number[]>> {
  const found: Record<string, number | readonly number[]> = {};
  for (const family of store.families()) {
    if (family.name.startsWith('meterkit')) continue;
    const width = family.bounds === undefined ? 1 : family.bounds.length + 2;
    const mask = (1 << family.chunkShift) - 1;
    for (let row = 0; row < family.rowCount; row++) {
      const chunk = family.chunks[row >> family.chunkShift];
      if (chunk === undefined || chunk.hidden[row & mask] !== 0) continue;
      const at = row & mask;
      const ids = [
        ...chunk.ids.subarray(at * family.labels.length, (at + 1) * family.labels.length),
      ];
      const values = [...chunk.values.subarray(at * width, (at + 1) * width)];
      if (values.every((value) => value === 0)) continue;
      const labels = family.labels
        .map(({ name, values: texts }, i) => `${name}=${texts[ids[i] ?? 0]}`)
        .filter((label) => !label.endsWith('='));
      found[`${family.name}{${labels.join(',')}}`] = width === 1 ? (values[0] ?? 0) : values;
    }
  }
  return found;
}
