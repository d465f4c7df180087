import { KeyedState } from '../../src/state/keyed-state.js';
import { MemoryState } from '../../src/state/memory-state.js';
import { type Samples, testContext } from '../samples.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

const MINUTE = 60_000;
const POSITION = { message: 1, byte: 10, latestMs: 10 * MINUTE };
let workspace: Workspace;

beforeEach(async () => {
  workspace = await makeWorkspace();
});

afterEach(() => workspace.remove());

async function openStates(cacheEntries: number, maxBytes = 10_000) {
  const memory = await MemoryState.open(workspace.path('state.json'), maxBytes);
  const { contextOf, samples } = testContext(memory, { CACHE_ENTRIES: `${cacheEntries}` });
  const open = (partition: string) => new KeyedState(contextOf(partition));
  return { ...contextOf('0'), open, samples };
}

/** Opens a window in each of these. */
async function openWindows(states: KeyedState, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const state = states.cached(key) ?? (await states.load(key));
    state.panes = [...state.panes, { startMs: 10 * MINUTE, points: [] }];
    states.change(key);
  }
}

function active(samples: Samples): readonly (number | undefined)[] {
  return ['tumbling', 'sliding', 'session'].map(
    (type) => samples[`windows_active{window_type="${type}"}`],
  );
}

test('a state that was used is in the cache, others are asked of the backend', async () => {
  const { open, samples } = await openStates(2);
  const states = open('0');
  await openWindows(states, 'a', 'b', 'c', 'a');
  await states.flush(POSITION);
  expect(states.cached('a')).toBeUndefined(); // the oldest of three
  expect((await states.load('a')).panes).toHaveLength(2);
  expect(states.cached('c')?.panes).toHaveLength(1);
  expect(samples()).toMatchObject({
    'state_cache_hits_total{layer="l1"}': 2,
    'state_cache_misses_total{layer="l1"}': 4,
    'state_operations_total{backend="memory",operation="get"}': 4,
    'state_operations_total{backend="memory",operation="put"}': 1,
    'state_operation_duration_seconds_count{backend="memory",operation="put"}': 1,
  });
});

test('the next process gets the states of the partition and their position', async () => {
  const { open, samples } = await openStates(10);
  const [states, other] = [open('0'), open('1')];
  await openWindows(states, 'a');
  (await states.load('b')).points = [[9 * MINUTE - 1, 5]];
  states.change('b');
  await states.flush(POSITION);
  await openWindows(other, 'c');
  await other.flush({ ...POSITION, message: 2 });
  const next = open('0');
  expect(await next.restore()).toEqual(POSITION);
  expect([...next.keys()]).toEqual(['a', 'b']);
  expect(active(samples())).toEqual([1, 2, 1]);
  expect(await open('2').restore()).toBeUndefined();
});

test('states of nobody knows when are dropped', async () => {
  const { open, backend } = await openStates(10);
  await backend.put(new Map([['0/keys/a', '{}']]));
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
  (await states.load('a')).panes = [];
  states.change('a');
  await states.flush(POSITION);
  expect([...(await backend.scan('')).keys()]).toEqual(['0/keys/b', '0/position']);
  expect(samples()['state_operations_total{backend="memory",operation="delete"}']).toBe(1);
});

test('the windows of what the backend gave up are no longer active', async () => {
  const { open, backend, samples } = await openStates(1, 200);
  const states = open('0');
  await openWindows(states, 'a', 'b', 'c');
  await states.flush(POSITION);
  await backend.measure();
  expect(samples()['state_evictions_total{backend="memory"}']).toBe(1);
  expect((await states.load('a')).panes).toEqual([]);
  expect(active(samples())).toEqual([-1, undefined, undefined]); // nobody counted it when it opened
});
