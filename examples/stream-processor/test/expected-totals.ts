import { noTotals, type Totals } from '../src/pipeline/partition-context.js';
import { parseReading, type Reading } from '../src/readings/reading.js';

const MINUTE = 60_000;
const [DISORDER_MS, LATENESS_MS, SESSION_GAP_MS] = [5000, 10_000, 30_000];

type Expected = Totals & { readonly singles: number; readonly waiting: number };

/**
 * What has to become of the lines of these partitions, worked out from all of them at once, without batches, state or timers.
 * `singles` are windows of a single value, which has no deviation; `waiting`, the readings of minutes that are open.
 */
export function expectedTotals(partitions: readonly (readonly string[])[]): Expected {
  const sum = { ...noTotals(), singles: 0, waiting: 0 };
  for (const totals of partitions.map(totalsOf))
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += totals[name]; // its own keys
  return sum;
}

function totalsOf(lines: readonly string[]): Expected {
  const parsed = lines.map(parseReading);
  const readings = parsed.filter((reading) => typeof reading !== 'string');
  let latestMs = Number.NEGATIVE_INFINITY;
  let outOfOrder = 0;
  const intime = readings.filter(({ atMs }) => {
    if (atMs < latestMs) outOfOrder++;
    latestMs = Math.max(latestMs, atMs);
    return minuteOf(atMs) + MINUTE + LATENESS_MS > latestMs - DISORDER_MS;
  });
  const seen = new Set<string>();
  const unique = intime.filter(({ id }) => !seen.has(id) && seen.add(id));
  const frontierMs = minuteOf(latestMs - DISORDER_MS - LATENESS_MS);
  const done = unique.filter(({ atMs }) => atMs < frontierMs);
  const perKey = groupBy(done, ({ key }) => key);
  const windows = [...perKey.values()].map((its) => windowsOf(its, frontierMs));
  const panes = [...groupBy(done, ({ key, atMs }) => `${key} ${minuteOf(atMs)}`).values()];
  const outliers = panes.flatMap(outliersOf).length;
  const sum = (count: (w: (typeof windows)[number]) => number) =>
    windows.reduce((total, w) => total + count(w), 0);
  return {
    events: lines.length,
    poisoned: lines.length - readings.length,
    duplicates: intime.length - unique.length,
    outOfOrder,
    late: readings.length - intime.length,
    gaps: done.filter(({ value }) => value === null).length + outliers,
    outliers,
    tumbling: panes.length,
    sliding: sum(({ sliding }) => sliding),
    session: sum(({ sessions }) => sessions.length),
    waiting: unique.length - done.length,
    singles: panes.filter(({ length }) => length === 1).length + sum(({ singles }) => singles),
  };
}

function groupBy(readings: readonly Reading[], keyOf: (reading: Reading) => string) {
  const groups = new Map<string, Reading[]>();
  for (const reading of readings) {
    const key = keyOf(reading);
    groups.set(key, [...(groups.get(key) ?? []), reading]);
  }
  return groups;
}

function minuteOf(atMs: number): number {
  return Math.floor(atMs / MINUTE) * MINUTE;
}

function windowsOf(readings: readonly Reading[], frontierMs: number) {
  const times = readings.map(({ atMs }) => atMs).sort((a, b) => a - b);
  const sizes = new Map<number, number>();
  for (const atMs of times)
    for (const back of [0, 1, 2]) {
      const startMs = minuteOf(atMs) - back * MINUTE;
      if (startMs + 3 * MINUTE <= frontierMs) sizes.set(startMs, (sizes.get(startMs) ?? 0) + 1);
    }
  const sessions: number[] = [];
  let size = 0;
  for (const [i, atMs] of times.entries()) {
    size++;
    if ((times[i + 1] ?? frontierMs) - atMs < SESSION_GAP_MS) continue;
    sessions.push(size);
    size = 0;
  }
  const single = (count: number) => count === 1;
  const singles = [...sizes.values(), ...sessions].filter(single).length;
  return { sliding: sizes.size, sessions, singles };
}

function outliersOf(pane: readonly Reading[]): readonly number[] {
  const values = pane.map(({ value }) => value).filter((value) => value !== null);
  const middle = middleOf(values);
  const deviation = middleOf(values.map((value) => Math.abs(value - middle)));
  if (values.length < 5 || deviation === 0) return [];
  return values.filter((value) => Math.abs(value - middle) > 6 * 1.4826 * deviation);
}

function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2)];
  return ((sorted[low] ?? 0) + (sorted[high] ?? 0)) / 2;
}
