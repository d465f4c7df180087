import type { Store } from '../store.js';
import { type Family, type HistogramAmount, type ReadSeries, readSeries } from './read-series.js';

/**
 * The series of a store at one moment, by declared name and labels: `orders.placed{channel="web"}`. Those at zero are in it, the
 * store's own unless they count problems are not.
 */
export type Snapshot = Readonly<Record<string, number | HistogramAmount>>;

/**
 * What changed between two moments, by declared name and labels: how much sums and histograms grew, what gauges that are
 * set were set to, and `'removed'` for a series that is gone. Nothing else is in it, so that `toEqual` says: this and no more. What was
 * dropped or had wrong labels is, too, as the store's own counters (`meterkit.measurements.dropped`, ...).
 */
export type Recording = Readonly<Record<string, number | HistogramAmount | 'removed'>>;

/** All series of a store, the process's for instance, as they are now. */
export function snapshotOf(store: Pick<Store, 'families'>): Snapshot {
  return Object.fromEntries(readSeries(store).map(({ key, value }) => [key, value]));
}

/** What has been recorded into a store since a snapshot of it. */
export function changesSince(store: Pick<Store, 'families'>, before: Snapshot = {}): Recording {
  const now = readSeries(store);
  const keys = new Set(now.map(({ key }) => key));
  const removed = Object.keys(before).filter((key) => !keys.has(key));
  return {
    ...Object.fromEntries(changed(now, before).map(({ key, value }) => [key, value])),
    ...Object.fromEntries(removed.map((key) => [key, 'removed' as const])),
  };
}

/** The series that changed since a snapshot, each with its change for a value. */
export function changed(
  series: readonly ReadSeries[],
  before: Snapshot = {},
): readonly ReadSeries[] {
  return series.flatMap((one) => {
    const value = changeOf(one, before[one.key]);
    return value === undefined ? [] : [{ ...one, value }];
  });
}

/** Undefined for none. */
function changeOf(
  { family, value }: ReadSeries,
  before: Snapshot[string] | undefined,
): ReadSeries['value'] | undefined {
  if (typeof value !== 'number') {
    const { count, sum } = typeof before === 'object' ? before : { count: 0, sum: 0 };
    if (value.count === count) return undefined;
    if (value.count < count) return value; // it was removed and began anew
    return { count: value.count - count, sum: value.sum - sum };
  }
  const from = typeof before === 'number' ? before : 0;
  if (value === from) return undefined;
  const beganAnew = family.type === 'counter' && value < from;
  return beganAnew || !addsUp(family) ? value : value - from;
}

/** Whether the numbers of its series can be added up. */
export function addsUp({ type, additive }: Family): boolean {
  return type !== 'gauge' || additive;
}
