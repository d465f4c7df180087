import { createStore } from '@meterkit/instruments';
import { StorageMetrics } from '@meterkit/meters/storage';
import type { AppendRequest } from '../../src/grpc/protocol.js';
import { WriteAheadLog } from '../../src/log/write-ahead-log.js';
import { Follower } from '../../src/raft/follower.js';
import { StateMachine } from '../../src/store/state-machine.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

const metrics = new StorageMetrics({ store: createStore() });
let workspace: Workspace;
let log: WriteAheadLog;
let machine: StateMachine;
let follower: Follower;

beforeEach(async () => {
  workspace = await makeWorkspace();
  await start();
});
afterEach(async () => {
  await log.close();
  await workspace.remove();
});

async function start(): Promise<void> {
  log = await WriteAheadLog.open(workspace.path('log'), metrics);
  machine = new StateMachine();
  follower = new Follower(log, machine);
}

const put = (index: number, term: number, value = 'v') => {
  const command = JSON.stringify({ type: 'put', key: `k${index}`, value, leaseId: 0 });
  return { index, term, command };
};

const append = (request: Partial<AppendRequest>) =>
  follower.append({
    term: 1,
    previousIndex: 0,
    previousTerm: 0,
    entries: [],
    commitIndex: 0,
    ...request,
  });

const values = () =>
  machine.revisions.range({ key: 'a', end: 'z', revision: 0, limit: 0 }).map(({ value }) => value);

test('entries are kept, and applied when they are committed', async () => {
  expect(await append({ entries: [put(1, 1), put(2, 1)], commitIndex: 1 })).toEqual({
    term: 1,
    success: true,
    lastIndex: 2,
    appliedIndex: 1,
  });
  expect(values()).toEqual(['v']);
  expect(await append({ previousIndex: 2, previousTerm: 1, commitIndex: 2 })).toMatchObject({
    appliedIndex: 2,
  });
  expect(values()).toEqual(['v', 'v']);
});

test('a gap is refused, with the end of the log', async () => {
  await append({ entries: [put(1, 1)] });
  const reply = await append({ previousIndex: 2, previousTerm: 1, entries: [put(3, 1)] });
  expect(reply).toEqual({ term: 1, success: false, lastIndex: 1, appliedIndex: 0 });
  expect(log.lastIndex).toBe(1);
});

test('a leader of an earlier term is refused', async () => {
  await append({ term: 3, entries: [put(1, 3)] });
  expect(await append({ term: 2, entries: [put(1, 2)] })).toMatchObject({
    success: false,
    term: 3,
  });
  expect(log.termAt(1)).toBe(3);
});

test('it still knows the term after a restart', async () => {
  await append({ term: 3, entries: [put(1, 3)] });
  await log.close();
  await start();
  expect(await append({ term: 2 })).toMatchObject({ success: false, term: 3 });
});

test('what no majority had gives way to what the leader has', async () => {
  await append({ entries: [put(1, 1), put(2, 1, 'lost'), put(3, 1, 'lost')], commitIndex: 1 });
  await append({
    term: 2,
    previousIndex: 1,
    previousTerm: 1,
    entries: [put(2, 2, 'kept')],
    commitIndex: 2,
  });
  expect([log.lastIndex, values()]).toEqual([2, ['v', 'kept']]);
});

test('a request that comes twice is the same as once', async () => {
  const entries = [put(1, 1), put(2, 1)];
  await append({ entries, commitIndex: 2 });
  expect(await append({ entries, commitIndex: 2 })).toMatchObject({ success: true, lastIndex: 2 });
  expect([log.lastIndex, machine.revisions.current]).toEqual([2, 2]);
});

test('a command that the state does not allow is applied as nothing', async () => {
  const command = JSON.stringify({ type: 'revoke', leaseId: 7 });
  const entries = [{ index: 1, term: 1, command }, put(2, 1)];
  expect(await append({ entries, commitIndex: 2 })).toMatchObject({ appliedIndex: 2 });
  expect(values()).toEqual(['v']);
});
