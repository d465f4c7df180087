import { type Connection, connect } from '../../src/grpc/connect.js';
import type { Listening } from '../../src/grpc/listen.js';
import { type AppendRequest, protocol } from '../../src/grpc/protocol.js';
import { startFollower } from '../../src/raft/start-follower.js';
import { StateMachine } from '../../src/store/state-machine.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

const { Append } = protocol['metastore.Replication'];

let workspace: Workspace;
let machine: StateMachine;
let follower: Listening;
let leader: Connection;

beforeEach(async () => {
  workspace = await makeWorkspace();
  await start();
});
afterEach(async () => {
  await stop();
  await workspace.remove();
});

async function start(): Promise<void> {
  machine = new StateMachine();
  follower = await startFollower(workspace.path('log'), machine);
  leader = connect(follower.address);
}

async function stop(): Promise<void> {
  leader.close();
  await follower.close(0);
}

const put = (number: number, term: number) => {
  const command = { type: 'put', key: `k${number}`, value: 'v', leaseId: 0 };
  return JSON.stringify({ term, command });
};

const append = (request: Partial<AppendRequest>) => leader.call(Append, { term: 1, ...request });

const keys = () =>
  machine.revisions.range({ key: 'a', end: 'z', revision: 0, limit: 0 }).map(({ key }) => key);

test('entries are kept, and applied when they are committed', async () => {
  expect(await append({ entries: [put(1, 1), put(2, 1)], commitIndex: 1 })).toEqual({
    term: 1,
    success: true,
    lastIndex: 2,
    appliedIndex: 1,
  });
  expect(keys()).toEqual(['k1']);
  expect(await append({ previousIndex: 2, previousTerm: 1, commitIndex: 2 })).toMatchObject({
    appliedIndex: 2,
  });
  expect(keys()).toEqual(['k1', 'k2']);
});

test('a gap is refused, with the end of the log', async () => {
  const reply = { term: 1, success: false, lastIndex: 1, appliedIndex: 0 };
  await append({ entries: [put(1, 1)] });
  const gap = { previousIndex: 2, previousTerm: 1, entries: [put(3, 1)], commitIndex: 3 };
  expect(await append(gap)).toEqual(reply);
  expect(await append(gap)).toEqual(reply);
});

test('a leader of an earlier term is refused', async () => {
  await append({ term: 3, entries: [put(1, 3)] });
  const earlier = { term: 2, entries: [put(1, 2), put(2, 2)], commitIndex: 2 };
  expect(await append(earlier)).toEqual({ term: 3, success: false, lastIndex: 1, appliedIndex: 0 });
});

test('it still knows the term after a restart', async () => {
  await append({ term: 3, entries: [put(1, 3)] });
  await stop();
  await start();
  expect(await append({ term: 2 })).toMatchObject({ success: false, term: 3, lastIndex: 1 });
});

test.each([
  ['before', { previousIndex: 2, previousTerm: 2, entries: [put(3, 2)] }],
  ['among', { previousIndex: 1, previousTerm: 1, entries: [put(2, 2), put(3, 2)] }],
])('a log that differs %s the entries is left as it is', async (_where, other) => {
  await append({ entries: [put(1, 1), put(2, 1)] });
  const refusal = { term: 2, success: false, lastIndex: 2, appliedIndex: 0 };
  expect(await append({ term: 2, ...other, commitIndex: 3 })).toEqual(refusal);
  await append({ term: 2, previousIndex: 2, previousTerm: 1, commitIndex: 2 });
  expect(keys()).toEqual(['k1', 'k2']);
});

test('a request that comes twice, or overlaps with another, is the same as once', async () => {
  const entries = [put(1, 1), put(2, 1)];
  await append({ entries, commitIndex: 2 });
  expect(await append({ entries, commitIndex: 2 })).toMatchObject({ success: true, lastIndex: 2 });
  const overlap = { previousIndex: 1, previousTerm: 1, entries: [put(2, 1), put(3, 1)] };
  expect(await append({ ...overlap, commitIndex: 3 })).toMatchObject({ lastIndex: 3 });
  expect([keys(), machine.revisions.current]).toEqual([['k1', 'k2', 'k3'], 3]);
});

test('requests at the same time are taken one after the other', async () => {
  const [first, second] = await Promise.all([
    append({ entries: [put(1, 1)] }),
    append({ previousIndex: 1, previousTerm: 1, entries: [put(2, 1)], commitIndex: 2 }),
  ]);
  expect([first, second]).toMatchObject([{ lastIndex: 1 }, { success: true, appliedIndex: 2 }]);
});

test('a command that the state does not allow is applied as nothing', async () => {
  const revoke = JSON.stringify({ term: 1, command: { type: 'revoke', leaseId: 7 } });
  expect(await append({ entries: [revoke, put(2, 1)], commitIndex: 2 })).toMatchObject({
    appliedIndex: 2,
  });
  expect(keys()).toEqual(['k2']);
});
