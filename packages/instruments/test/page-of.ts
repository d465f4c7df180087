import type { Store } from '../src/index.js';

/** The number of a series; of a histogram the counts of its buckets, then the sum. */
export type Reading = number | readonly number[];

/**
 * The live series of a store, read as the writer of a page reads them, by `name{label="value"}`. Without the store's own
 * metrics, unless `prefix` asks for them. A series that is there twice is an error.
 */
export function pageOf(store: Store, prefix?: string): Readonly<Record<string, Reading>> {
  const page: Record<string, Reading> = {};
  for (const family of store.families()) {
    if (!family.name.startsWith(prefix ?? '') || (prefix === undefined && isOwn(family.name)))
      continue;
    for (let row = 0; row < family.rowCount; row++) {
      if (family.rows.isHidden(row)) continue;
      const key = family.name + labelsOf(family, row);
      if (key in page) throw new Error(`${key} is on the page twice`);
      page[key] = readingOf(family, row);
    }
  }
  return page;
}

/** The series of `meterkit.*` that are not zero. */
export function ownProblems(store: Store): Readonly<Record<string, Reading>> {
  const own = Object.entries(pageOf(store, 'meterkit.'));
  return Object.fromEntries(
    own.filter(([name, value]) => value !== 0 && !name.startsWith('meterkit.series{')),
  );
}

type Family = ReturnType<Store['families']>[number];

function labelsOf({ labels, chunks, chunkShift }: Family, row: number): string {
  const ids = chunks[row >> chunkShift]?.ids ?? [];
  const first = (row & ((1 << chunkShift) - 1)) * labels.length;
  const shown = labels.flatMap(({ name, values }, i) => {
    const value = values[ids[first + i] ?? 0];
    return value === '' ? [] : [`${name}=${JSON.stringify(value)}`];
  });
  return shown.length === 0 ? '' : `{${shown.join(',')}}`;
}

function readingOf({ bounds, chunks, chunkShift }: Family, row: number): Reading {
  const width = bounds === undefined ? 1 : bounds.length + 2;
  const first = (row & ((1 << chunkShift) - 1)) * width;
  const numbers = [...(chunks[row >> chunkShift]?.values.subarray(first, first + width) ?? [])];
  return bounds === undefined ? (numbers[0] ?? Number.NaN) : numbers;
}

function isOwn(name: string): boolean {
  return name.startsWith('meterkit.');
}
