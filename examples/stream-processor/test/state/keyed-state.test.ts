import type { WindowType } from '../../src/metrics/partition-metrics.js';
import { createKeyedState, type KeyedState } from '../../src/state/keyed-state.js';
import { openMemoryState } from '../../src/state/memory-state.js';
import type { SensorState, Window } from '../../src/windows/sensor-windows.js';
import { type Samples, testContext } from '../samples.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

const MINUTE = 60_000;
const POSITION = { message: 1, byte: 10, latestMs: 10 * MINUTE, resultBytes: 5 };
let workspace: Workspace;

beforeEach(async () => {
  workspace = await makeWorkspace();
});

afterEach(() => workspace.remove());

async function openStates(cacheEntries: number, maxBytes = 10_000) {
  let evicted = 0;
  const memory = await openMemoryState(workspace.path('state.json'), maxBytes, () => evicted++);
  const { contextOf, samples } = testContext(memory, { CACHE_ENTRIES: `${cacheEntries}` });
  const open = (partition: string) => createKeyedState(contextOf(partition));
  return { ...contextOf('0'), open, samples, evicted: () => evicted };
}

function windowOf(type: WindowType): Window {
  return { type, startMs: 10 * MINUTE, endMs: 11 * MINUTE, values: [] };
}

async function load(states: KeyedState, key: string): Promise<SensorState> {
  return states.cached(key) ?? (await states.load(key));
}

/** Opens a window in each of these. */
async function openWindows(states: KeyedState, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const state = await load(states, key);
    state.windows.push(windowOf('tumbling'));
  }
}

function active(samples: Samples): readonly (number | undefined)[] {
  return ['tumbling', 'sliding', 'session'].map(
    (type) => samples[`windows_active{window_type="${type}"}`],
  );
}

test('a sensor whose last window has closed counts again once it has changed', async () => {
  const { open } = await openStates(2);
  const states = open('0');
  await openWindows(states, 'a');
  await states.flush(POSITION);
  (await load(states, 'a')).windows = [];
  await states.flush(POSITION);
  expect([...states.keys()]).toEqual([]);
  await openWindows(states, 'a');
  expect([...states.keys()]).toEqual(['a']);
});

test('a state that was used is in the cache, others are asked of the backend', async () => {
  const { open, samples } = await openStates(2);
  const states = open('0');
  await openWindows(states, 'a', 'b', 'c', 'a');
  await states.flush(POSITION);
  expect(states.cached('a')).toBeUndefined(); // the oldest of three
  expect((await states.load('a')).windows).toHaveLength(2);
  expect(states.cached('c')?.windows).toHaveLength(1);
  expect(samples()).toMatchObject({
    'state_cache_hits_total{layer="l1"}': 2,
    'state_cache_misses_total{layer="l1"}': 4,
    'state_operations_total{backend="memory",operation="get"}': 4,
    'state_operations_total{backend="memory",operation="put"}': 1,
    'state_operation_duration_seconds_count{backend="memory",operation="put"}': 1,
  });
});

test('the next process gets the states of the partition and their position', async () => {
  const { open, backend } = await openStates(10);
  const [states, other] = [open('0'), open('1')];
  await openWindows(states, 'a');
  (await load(states, 'a')).readings.push([10 * MINUTE, 7, 'id']);
  (await load(states, 'b')).windows.push(
    ...(['sliding', 'sliding', 'session'] as const).map(windowOf),
  );
  await states.flush(POSITION);
  await openWindows(other, 'c');
  await other.flush({ ...POSITION, message: 2 });
  const { contextOf, samples } = testContext(backend);
  const next = createKeyedState(contextOf('0'));
  expect(await next.restore()).toEqual(POSITION);
  expect([...next.keys()].sort()).toEqual(['a', 'b']);
  expect((await load(next, 'a')).ids).toEqual(new Set(['id']));
  expect(next.countReadings()).toBe(1);
  expect(active(samples())).toEqual([1, 2, 1]);
  expect(await open('2').restore()).toBeUndefined();
});

test('states of two names do not see each other', async () => {
  const { open, backend } = await openStates(10);
  const states = open('0');
  await openWindows(states, 'a');
  await states.flush(POSITION);
  const { contextOf } = testContext(backend, { REDIS_NAME: 'other' });
  const other = createKeyedState(contextOf('0'));
  expect(await other.restore()).toBeUndefined();
  expect((await other.load('a')).windows).toEqual([]);
});

test('states of nobody knows when are dropped', async () => {
  const { open, backend } = await openStates(10);
  await backend.put(new Map([['processor:0/a', '{}']]));
  const states = open('0');
  expect(await states.restore()).toBeUndefined();
  expect([...states.keys()]).toEqual([]);
  expect([...(await backend.scan(''))]).toEqual([]);
});

test('what has no windows is deleted', async () => {
  const { open, backend, samples } = await openStates(10);
  const states = open('0');
  await openWindows(states, 'a', 'b');
  await states.flush(POSITION);
  (await load(states, 'a')).windows = [];
  await states.flush(POSITION);
  expect([...(await backend.scan('')).keys()].sort()).toEqual(['processor:0/', 'processor:0/b']);
  expect(samples()['state_operations_total{backend="memory",operation="delete"}']).toBe(1);
});

test('the windows of what the backend gave up are no longer active', async () => {
  const { open, evicted, samples } = await openStates(1, 300);
  const states = open('0');
  await openWindows(states, 'a', 'b', 'c');
  await states.flush(POSITION);
  expect(evicted()).toBe(1);
  expect((await states.load('a')).windows).toEqual([]);
  expect(active(samples())).toEqual([2, undefined, undefined]);
});
