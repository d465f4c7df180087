import {
  createSensorWindows,
  type SensorState,
  type Window,
} from '../../src/windows/sensor-windows.js';
import { type Samples, testMeters } from '../samples.js';

const MINUTE = 60_000;
const TYPES = ['tumbling', 'sliding', 'session'];
let meters: ReturnType<typeof testMeters>;
let windows: ReturnType<typeof createSensorWindows>;
let state: SensorState;

beforeEach(() => {
  meters = testMeters();
  windows = createSensorWindows(meters);
  state = { readings: [], ids: new Set(), windows: [] };
});

/** Adds values by their seconds, in any order. */
function add(...readings: readonly (readonly [second: number, value: number])[]): void {
  for (const [second, value] of readings)
    windows.add(state, { id: `${second}`, key: 'rain-1', atMs: second * 1000, value });
}

function close(seconds: number) {
  return windows.close('rain-1', state, seconds * 1000);
}

/** The windows of a type that close then, as their values. */
function closed(type: string, seconds: number) {
  const found = close(seconds).filter((window) => window.type === type);
  return found.map(({ values }) => values);
}

function counts(what: string, samples: Samples): readonly (number | undefined)[] {
  return TYPES.map((type) => samples[`windows_${what}{window_type="${type}"}`]);
}

test('a tumbling window ends with its minute, a sliding one too, and the session after silence', () => {
  add([60, 5]);
  expect(close(60)).toEqual([]);
  expect(close(120)).toEqual([
    { type: 'session', startMs: MINUTE, endMs: 90_000, values: [5] },
    { type: 'tumbling', startMs: MINUTE, endMs: 2 * MINUTE, values: [5] },
    { type: 'sliding', startMs: -MINUTE, endMs: 2 * MINUTE, values: [5] },
  ]);
  expect(close(180)).toEqual([{ type: 'sliding', startMs: 0, endMs: 3 * MINUTE, values: [5] }]);
  expect(close(240)).toEqual([
    { type: 'sliding', startMs: MINUTE, endMs: 4 * MINUTE, values: [5] },
  ]);
  expect(state).toEqual({ readings: [], ids: new Set(), windows: [] });
});

test('a tumbling window has what came for its minute, in order', () => {
  add([65, 2], [119, 3], [60, 1], [120, 4]);
  expect(closed('tumbling', 120)).toEqual([[1, 2, 3]]);
  expect(closed('tumbling', 180)).toEqual([[4]]);
});

test('a copy of a reading is none, until its minute has closed', () => {
  add([65, 2], [70, 3], [65, 2], [125, 4]);
  expect(closed('tumbling', 120)).toEqual([[2, 3]]);
  expect([...state.ids]).toEqual(['125']);
  expect(meters.totals.duplicates).toBe(1);
  expect(meters.samples()).toMatchObject({
    dedup_events_checked_total: 4,
    dedup_duplicates_found_total: 1,
    dedup_cache_evictions_total: 2,
  });
});

test('minutes that close at once close as if one after the other', () => {
  add([125, 3], [65, 2], [5, 1], [600_000, 4]);
  expect(closed('sliding', 300)).toEqual([[1], [1, 2], [1, 2, 3], [2, 3], [3]]);
});

describe('sliding windows', () => {
  test.each([
    ['the first minute ends one', [7], 8, [[7]]],
    ['one of three minutes has the values of all, oldest first', [7, 8, 9], 10, [[7, 8, 9]]],
    ['what is older is not in it', [6, 7, 9], 10, [[7, 9]]],
    ['a minute without values ends one, too', [7], 9, [[7]]],
    ['one without values is none', [7], 11, []],
  ])('%s', (_name, minutes, endMinute, expected) => {
    add(...minutes.map((minute) => [minute * 60, minute] as const));
    close((endMinute - 1) * 60);
    expect(closed('sliding', endMinute * 60)).toEqual(expected);
  });
});

describe('sessions', () => {
  test('what follows within the gap is in the same one', () => {
    add([0, 1], [29, 2], [58, 3]);
    expect(closed('session', 60)).toEqual([]);
    expect(closed('session', 120)).toEqual([[1, 2, 3]]);
  });

  test('what follows after the gap begins a new one', () => {
    add([0, 1], [30, 2]);
    expect(closed('session', 60)).toEqual([[1], [2]]);
  });

  test('silence ends it, when it was as long as the gap', () => {
    add([30.001, 1]);
    expect(closed('session', 60)).toEqual([]);
    expect(closed('session', 120)).toEqual([[1]]);
  });

  test('one that is open keeps its values', () => {
    add(...Array.from({ length: 13 }, (_, i) => [i * 25, i] as const)); // five minutes
    expect(closed('session', 300)).toEqual([]);
    expect(closed('session', 360)).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]);
  });
});

test('as many windows close as were created, wherever values are missing', () => {
  const minutes = [[1], [2], [], [3], [], [], [], [4, 5], [], [], []];
  const all: Window[] = [];
  for (const [minute, values] of minutes.entries()) {
    add(...values.map((value, i) => [minute * 60 + i * 40, value] as const));
    all.push(...close((minute + 1) * 60));
  }
  const amounts = TYPES.map((type) => all.filter((window) => window.type === type).length);
  expect(amounts).toEqual([4, 9, 5]);
  expect(counts('created_total', meters.samples())).toEqual([4, 9, 5]);
  expect(state).toEqual({ readings: [], ids: new Set(), windows: [] });
});
