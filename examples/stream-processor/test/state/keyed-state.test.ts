import { KeyedState } from '../../src/state/keyed-state.js';
import { MemoryState } from '../../src/state/memory-state.js';
import { meteredState } from '../../src/state/metered-state.js';
import type { WindowCounts } from '../../src/windows/key-state.js';
import { testMeters } from '../samples.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

const POSITION = { message: 1, byte: 10, latestMs: 100 };
let workspace: Workspace;
let page: ReturnType<typeof testMeters>;
let lost: WindowCounts[];

beforeEach(async () => {
  workspace = await makeWorkspace();
  page = testMeters();
  lost = [];
});

afterEach(() => workspace.remove());

async function openStates(cacheEntries: number, maxBytes = 10_000) {
  const memory = await MemoryState.open(workspace.path('state.json'), maxBytes);
  const backend = meteredState(memory, page.meters);
  const open = (partition: string) =>
    new KeyedState(page.meters, {
      backend,
      partition,
      cacheEntries,
      signal: new AbortController().signal,
      onLost: (windows) => lost.push(windows),
    });
  return { backend, open };
}

/** Opens a window in each of these. */
async function openWindows(states: KeyedState, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    (states.cached(key) ?? (await states.load(key))).open.tumbling++;
    states.change(key);
  }
}

test('a state that was used is in the cache, others are asked of the backend', async () => {
  const states = (await openStates(2)).open('0');
  await openWindows(states, 'a', 'b', 'c', 'a');
  await states.flush(POSITION);
  expect(states.cached('a')).toBeUndefined(); // the oldest of three
  expect((await states.load('a')).open.tumbling).toBe(2);
  expect(states.cached('c')?.open.tumbling).toBe(1);
  expect(page.samples()).toMatchObject({
    'state_cache_hits_total{layer="l1"}': 2,
    'state_cache_misses_total{layer="l1"}': 4,
    'state_operations_total{backend="memory",operation="get"}': 4,
    'state_operations_total{backend="memory",operation="put"}': 1,
    'state_operation_duration_seconds_count{backend="memory",operation="put"}': 1,
  });
});

test('the next process gets the states of the partition and their position', async () => {
  const { open } = await openStates(10);
  const [states, other] = [open('0'), open('1')];
  await openWindows(states, 'a');
  await states.flush(POSITION);
  await openWindows(other, 'b');
  await other.flush({ ...POSITION, message: 2 });
  const { position, states: found } = await open('0').restore();
  expect(position).toEqual(POSITION);
  expect([...found.keys()]).toEqual(['a']);
  expect((await open('2').restore()).position).toBeUndefined();
});

test('what has no windows is deleted', async () => {
  const { open, backend } = await openStates(10);
  const states = open('0');
  await openWindows(states, 'a', 'b');
  await states.flush(POSITION);
  (await states.load('a')).open.tumbling--;
  states.change('a');
  await states.flush(POSITION);
  expect([...(await backend.scan('')).keys()]).toEqual(['0/keys/b', '0/position']);
  expect(page.samples()['state_operations_total{backend="memory",operation="delete"}']).toBe(1);
});

test('the windows of what the backend gave up are lost, once', async () => {
  const { open, backend } = await openStates(1, 300);
  const states = open('0');
  await openWindows(states, 'a', 'b', 'c');
  await states.flush(POSITION);
  await backend.measure();
  expect(page.samples()['state_evictions_total{backend="memory"}']).toBe(2); // the position and a
  expect((await states.load('a')).open.tumbling).toBe(0);
  expect(lost).toEqual([{ tumbling: 1, sliding: 0, session: 0 }]);
});
