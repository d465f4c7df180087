import { Server } from '@grpc/grpc-js';
import { createStore, type Store } from '@meterkit/instruments';
import { RaftMetrics, StorageMetrics } from '@meterkit/meters/storage';
import { listen } from '../../src/grpc/listen.js';
import { type FetchRequest, protocol } from '../../src/grpc/protocol.js';
import { unary } from '../../src/grpc/unary.js';
import { openLog, type WriteAheadLog } from '../../src/log/write-ahead-log.js';
import { follow as runFollower } from '../../src/raft/follow.js';
import { Leader } from '../../src/raft/leader.js';
import { startFollowerProcess } from '../../src/raft/start-follower-process.js';
import { StateMachine } from '../../src/store/state-machine.js';
import { type Samples, samplesIn } from '../samples.js';
import { until } from '../until.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let store: Store;
let log: WriteAheadLog;
let machine: StateMachine;
let leader: Leader;
let replication: { readonly address: string; readonly server: Server };
let newApplied: boolean[];
const leftovers: (() => Promise<void>)[] = [];

beforeEach(async () => {
  workspace = await makeWorkspace();
  await startLeader();
});
afterEach(async () => {
  for (const end of leftovers.splice(0)) await end();
  await stopLeader();
  await workspace.remove();
});

async function startLeader(): Promise<void> {
  store = createStore();
  machine = new StateMachine();
  newApplied = [];
  log = await openLog(workspace.path('n1.log'), new StorageMetrics({ store }));
  leader = new Leader({
    nodes: ['n1', 'n2', 'n3'],
    log,
    metrics: new RaftMetrics({ store }),
    apply: (command, isNew) => {
      newApplied.push(isNew);
      return machine.apply(command);
    },
  });
  const server = new Server();
  server.addService(protocol['metastore.Replication'], {
    Fetch: unary((request: FetchRequest) => leader.fetch(request)),
  });
  replication = { address: await listen(server, '127.0.0.1', 0), server };
}

async function stopLeader(): Promise<void> {
  replication.server.forceShutdown();
  await log.close();
}

const optionsOf = (node: string) => {
  return { node, leader: replication.address, logPath: workspace.path(`${node}.log`) };
};

/** In this process. Returns its state, how it ends, and what ends it. */
function follow(node: 'n2' | 'n3') {
  const state = new StateMachine();
  const abort = new AbortController();
  const followed = runFollower(optionsOf(node), state, abort.signal);
  followed.catch(() => {}); // a test may look later
  const end = async () => {
    abort.abort();
    await followed.catch(() => {});
  };
  leftovers.push(end);
  return { state, followed, end };
}

/** Resolves when all of an earlier life is committed and applied. */
const lead = () => leader.propose({ type: 'none' });
const put = (key: string) => leader.propose({ type: 'put', key, value: 'v', leaseId: 0 });

async function putMany(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await put(`k${i}`);
}

function applied(): Samples {
  const samples = Object.entries(samplesIn(store));
  return Object.fromEntries(
    samples.flatMap(([key, value]) => {
      const [, node] = /^raft_applied_index\{node="(\w+)"\}$/.exec(key) ?? [];
      return node === undefined ? [] : [[node, value]];
    }),
  );
}

const isApplied = (node: string, index: number) => until(() => applied()[node] === index);

function keysOf(state: StateMachine): readonly string[] {
  const { items } = state.range({ key: 'a', end: 'z', revision: 0 });
  return items.map((item) => `${item.key}@${item.revision}`);
}

test('all nodes come to the same state, and the page has the index of each', async () => {
  const [second, third] = [follow('n2'), follow('n3')];
  await lead();
  expect(await put('a')).toEqual({ revision: 1, deleted: 0 });
  expect(await put('b')).toEqual({ revision: 2, deleted: 0 });
  await isApplied('n2', 3);
  await isApplied('n3', 3);
  expect(applied()).toEqual({ n1: 3, n2: 3, n3: 3 });
  const states = [machine, second.state, third.state].map(keysOf);
  expect(states).toEqual(Array(3).fill(['a@1', 'b@2']));
  expect(samplesIn(store)['raft_commit_duration_seconds_count{}']).toBe(3);
});

test('commands at the same time are applied in order, and each hears of its own change', async () => {
  follow('n2');
  await lead();
  const changes = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(put));
  expect(changes.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
  expect(keysOf(machine)).toEqual(['a@1', 'b@2', 'c@3', 'd@4', 'e@5']);
});

test('a command that does not come to the disk rejects, and is not committed', async () => {
  follow('n2');
  await lead();
  await log.close(); // so that the file can no longer be written
  await expect(put('a')).rejects.toThrow('closed');
  expect([applied().n1, keysOf(machine)]).toEqual([1, []]);
});

test('one follower is enough', async () => {
  follow('n3');
  await lead();
  await put('a');
  expect(applied().n1).toBe(2);
});

test('without a majority nothing is committed until there is one', async () => {
  const second = follow('n2');
  await lead();
  await isApplied('n2', 1);
  await second.end();
  const change = put('a');
  await until(() => log.entries.length === 3); // it is in the leader's own log
  expect(applied()).toEqual({ n1: 1, n2: 1 });
  expect(keysOf(machine)).toEqual([]);
  follow('n3');
  expect(await change).toEqual({ revision: 1, deleted: 0 });
  expect(applied().n1).toBe(2);
});

test.each([
  ['a later leader', 5, 4],
  ['a later leader', 5, 1],
  ['another leader', 1, 4],
])(
  'a follower with the log of %s gets nothing, and the others go on',
  async (_whose, term, length) => {
    const foreign = await openLog(workspace.path('n2.log'), new StorageMetrics({ store }));
    const command = { type: 'delete', key: 'x' } as const;
    await foreign.append(Array(length).fill({ term, command }));
    await foreign.close();
    follow('n3');
    await lead();
    const second = follow('n2');
    await expect(second.followed).rejects.toThrow("got another's");
    await put('a');
    await isApplied('n3', 2);
    expect(applied()).toEqual({ n1: 2, n3: 2 });
    expect(keysOf(second.state)).toEqual([]);
  },
);

test('what followers say that are none of its own counts for nothing', async () => {
  void put('a');
  await until(() => log.entries.length === 2);
  const request = { node: 'n4', lastIndex: 1, lastTerm: 1, appliedIndex: 0 };
  expect(await leader.fetch(request)).toEqual({ agrees: false, entries: [], commitIndex: 0 });
  expect(keysOf(machine)).toEqual([]);
});

test('a follower hears of what is new, of what is committed, and now and then that there is nothing', async () => {
  const none = { node: 'n2', lastIndex: 0, lastTerm: 0, appliedIndex: 0 };
  expect(await leader.fetch(none)).toEqual({ agrees: true, entries: [], commitIndex: 0 });
  const change = put('a');
  await until(() => log.entries.length === 2);
  expect(await leader.fetch(none)).toEqual({
    agrees: true,
    entries: [expect.stringContaining('"a"')],
    commitIndex: 0,
  });
  const one = { node: 'n2', lastIndex: 1, lastTerm: 1, appliedIndex: 0 };
  expect(await leader.fetch(one)).toEqual({ agrees: true, entries: [], commitIndex: 1 });
  const hasAll = leader.fetch({ ...one, node: 'n3', appliedIndex: 1 }).then(() => 'it has all');
  const isBehind = leader.fetch(one).then(() => 'it is behind');
  expect(await Promise.race([hasAll, isBehind])).toBe('it is behind');
  await hasAll;
  expect(await change).toEqual({ revision: 1, deleted: 0 });
});

test('a follower that was away for long catches up', async () => {
  const second = follow('n2');
  follow('n3');
  await lead();
  await isApplied('n2', 1);
  await second.end();
  await putMany(70); // more than one request takes
  expect(applied().n2).toBe(1);
  const { state } = follow('n2');
  await isApplied('n2', 71);
  expect(keysOf(state)).toEqual(keysOf(machine));
});

test('a follower process that is killed comes back, and catches up', async () => {
  follow('n3');
  const lines: string[] = [];
  const second = startFollowerProcess(optionsOf('n2'), (line) => lines.push(line));
  leftovers.push(() => second.stop());
  await lead();
  await put('before');
  await isApplied('n2', 2);
  process.kill(Number(lines[0]?.split(' ').at(-1)), 'SIGSTOP'); // so that it is not back too soon
  await putMany(10);
  expect(applied()).toMatchObject({ n1: 12, n2: 2 });
  second.kill();
  await isApplied('n2', 12);
  expect(lines).toEqual([
    expect.stringMatching(/^n2: pid \d+$/),
    'n2: ended (SIGKILL)',
    expect.stringMatching(/^n2: pid \d+$/),
  ]);
  expect(samplesIn(store)['raft_commit_duration_seconds_count{}']).toBe(12);
}, 20_000);

test('a leader that starts again has all it had, in a new term, and counts none of it anew', async () => {
  const second = follow('n2');
  await lead();
  await putMany(3);
  await second.end();
  await stopLeader();
  await startLeader();
  expect(leader.term).toBe(2);
  follow('n2');
  await lead();
  expect(keysOf(machine)).toEqual(['k0@1', 'k1@2', 'k2@3']);
  expect(newApplied).toEqual([false, false, false, false, true]);
  expect(samplesIn(store)['raft_commit_duration_seconds_count{}']).toBe(1);
});

test('entries of an earlier term are committed by the first of this one, not by being there', async () => {
  const third = follow('n3');
  await lead();
  await putMany(2);
  await third.end();
  await stopLeader();
  await startLeader();
  const all = { node: 'n2', lastIndex: 3, lastTerm: 1, appliedIndex: 0 };
  expect(await leader.fetch(all)).toMatchObject({ agrees: true, commitIndex: 0 });
  expect(keysOf(machine)).toEqual([]);
  follow('n3');
  await lead();
  expect(keysOf(machine)).toEqual(['k0@1', 'k1@2']);
});

test('a command that the state does not allow is committed and rejects', async () => {
  follow('n2');
  await lead();
  await expect(leader.propose({ type: 'revoke', leaseId: 7 })).rejects.toThrow(
    'there is no lease 7',
  );
  expect(applied().n1).toBe(2);
});
