import { createWindower, type Windower } from '../../src/pipeline/windower.js';
import { createKeyedState, type KeyedState } from '../../src/state/keyed-state.js';
import { openMemoryState } from '../../src/state/memory-state.js';
import { testContext } from '../samples.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

const MINUTE = 60_000;
let workspace: Workspace;
let windower: Windower;
let states: KeyedState;
let page: ReturnType<typeof testContext>;

beforeEach(async () => {
  workspace = await makeWorkspace();
  page = testContext(await openMemoryState(workspace.path('state.json'), 10_000, () => {}));
  states = createKeyedState(page.contextOf('0'));
  windower = startAt(0);
});

afterEach(() => workspace.remove());

function startAt(latestMs: number): Windower {
  return createWindower(page.contextOf('0'), states, latestMs);
}

let id = 0;

function take(...times: readonly number[]): Promise<void> {
  return windower.take(
    times.map((at) => JSON.stringify({ id: `${id++}`, key: 'rain-1', at, value: 1 })),
  );
}

async function closed(type: string): Promise<readonly number[]> {
  const results = (await windower.close()).map((line) => JSON.parse(line));
  return results.filter(({ window }) => window === type).map(({ endMs }) => endMs / MINUTE);
}

test('before the first reading nothing closes', async () => {
  expect(await windower.close()).toEqual([]);
  expect(windower.latestMs()).toBe(0);
});

test('a minute closes 15 seconds after its end, and what comes then is late', async () => {
  await take(10 * MINUTE, 11 * MINUTE + 14_999, 10 * MINUTE + 1);
  expect(await closed('tumbling')).toEqual([]);
  await take(11 * MINUTE + 15_000, 10 * MINUTE + 2);
  expect(await closed('tumbling')).toEqual([11]);
  await states.flush({ message: 5, byte: 50, latestMs: windower.latestMs(), resultBytes: 5 });
  expect(page.samples()).toMatchObject({
    watermark_updates_total: 3,
    out_of_order_events_total: 2,
    late_events_total: 1,
    'windows_active{window_type="tumbling"}': 1,
  });
});

test('a reading of the time of the latest one is in order, and moves nothing', async () => {
  await take(10 * MINUTE, 10 * MINUTE);
  const { watermark_updates_total: updates, out_of_order_events_total: unordered } = page.samples();
  expect([updates, unordered]).toEqual([1, undefined]);
});

test('after a long silence all windows close, each once', async () => {
  await take(10 * MINUTE, 10_000 * MINUTE);
  expect(await closed('sliding')).toEqual([11, 12, 13]);
  expect(await closed('sliding')).toEqual([]);
});

test('it goes on from where an earlier process was', async () => {
  windower = startAt(11 * MINUTE + 15_000);
  await take(11 * MINUTE - 1, 11 * MINUTE);
  expect(page.samples()).toMatchObject({ late_events_total: 1, out_of_order_events_total: 2 });
});

test('a reading from far ahead holds up nobody', async () => {
  await take(10 * MINUTE, Number.MAX_SAFE_INTEGER);
  expect(await closed('tumbling')).toEqual([11]);
});

test('duplicates and what is no reading go no further', async () => {
  const line = JSON.stringify({ id: 'x', key: 'rain-1', at: MINUTE, value: 1 });
  await windower.take([line, line, '{', 'null']);
  expect(page.samples()).toMatchObject({
    events_received_total: 4,
    'events_processed_total{result="success"}': 2,
    'events_processed_total{result="error"}': 2,
    'pipeline_errors_total{error_type="bad_json"}': 1,
    'pipeline_errors_total{error_type="bad_reading"}': 1,
    dedup_events_checked_total: 2,
    dedup_duplicates_found_total: 1,
    'state_cache_misses_total{layer="l1"}': 1,
  });
});
