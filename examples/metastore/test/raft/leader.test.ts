import { join } from 'node:path';
import { Server } from '@grpc/grpc-js';
import { createStore, type Store } from '@meterkit/instruments';
import { RaftMetrics, StorageMetrics } from '@meterkit/meters/storage';
import { answerUnary } from '../../src/grpc/answer-unary.js';
import { listen } from '../../src/grpc/listen.js';
import { type AppendRequest, protocol } from '../../src/grpc/protocol.js';
import { WriteAheadLog } from '../../src/log/write-ahead-log.js';
import { FollowerProcess } from '../../src/raft/follower-process.js';
import { Leader } from '../../src/raft/leader.js';
import type { Peer } from '../../src/raft/peer.js';
import { startFollower } from '../../src/raft/start-follower.js';
import { StateMachine } from '../../src/store/state-machine.js';
import { type Samples, samplesIn } from '../samples.js';
import { until } from '../until.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

/** As the build has it: a process cannot be started from source. */
const followerMain = join(__dirname, '../../dist/follower-main.js');

let workspace: Workspace;
let store: Store;
let log: WriteAheadLog;
let machine: StateMachine;
let leader: Leader;
let newApplied: boolean[];
const leftovers: (() => Promise<void>)[] = [];

beforeEach(async () => {
  workspace = await makeWorkspace();
  await startLeader();
});
afterEach(async () => {
  leader.stop();
  for (const end of leftovers.splice(0)) await end();
  await log.close();
  await workspace.remove();
});

async function startLeader(): Promise<void> {
  store = createStore();
  machine = new StateMachine();
  newApplied = [];
  log = await WriteAheadLog.open(workspace.path('n1.log'), new StorageMetrics({ store }));
  leader = new Leader({
    name: 'n1',
    followers: ['n2', 'n3'],
    log,
    metrics: new RaftMetrics({ store }),
    apply: (command, isNew) => {
      newApplied.push(isNew);
      return machine.apply(command);
    },
  });
}

/** In this process, behind a gRPC server of its own. Returns what closes it, and its state. */
async function follow(name: 'n2' | 'n3') {
  const state = new StateMachine();
  const { address, close } = await startFollower(workspace.path(`${name}.log`), state);
  leader.peers.find((peer) => peer.name === name)?.moveTo(address);
  const end = () => close(0);
  leftovers.push(end);
  return {
    state,
    address,
    end: async () => {
      leftovers.splice(leftovers.indexOf(end), 1);
      await end();
    },
  };
}

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
  return state.revisions
    .range({ key: 'a', end: 'z', revision: 0, limit: 0 })
    .map((item) => `${item.key}@${item.revision}`);
}

test('all nodes come to the same state, and the page has the index of each', async () => {
  const [second, third] = [await follow('n2'), await follow('n3')];
  await leader.start();
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
  await follow('n2');
  await leader.start();
  const changes = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(put));
  expect(changes.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
  expect(keysOf(machine)).toEqual(['a@1', 'b@2', 'c@3', 'd@4', 'e@5']);
});

test('a command that does not come to the disk rejects, and is not committed', async () => {
  await follow('n2');
  await leader.start();
  await log.close(); // so that the file can no longer be written
  await expect(put('a')).rejects.toThrow('closed');
  expect([applied().n1, keysOf(machine)]).toEqual([1, []]);
});

test('one follower is enough', async () => {
  await follow('n3');
  await leader.start();
  await put('a');
  expect(applied().n1).toBe(2);
});

test('without a majority nothing is committed until there is one', async () => {
  const second = await follow('n2');
  await leader.start();
  await isApplied('n2', 1);
  await second.end();
  const change = put('a');
  await until(() => log.lastIndex === 2); // it is in the leader's own log
  expect(applied()).toEqual({ n1: 1, n2: 1 });
  expect(keysOf(machine)).toEqual([]);
  await follow('n3');
  expect(await change).toEqual({ revision: 1, deleted: 0 });
  expect(applied().n1).toBe(2);
});

test.each([
  ['a later leader', 5],
  ['another leader', 1],
])('a follower with the log of %s gets nothing, and the others go on', async (_whose, term) => {
  const foreign = await WriteAheadLog.open(workspace.path('n2.log'), new StorageMetrics({ store }));
  const command = { type: 'delete', key: 'x' } as const;
  await foreign.append([1, 2, 3, 4].map(() => ({ term, command })));
  await foreign.close();
  const third = (await follow('n3')).address;
  await leader.start();
  leader.stop();
  await log.close();
  await startLeader();
  const second = await follow('n2');
  leader.peers[1]?.moveTo(third);
  await leader.start();
  await put('a');
  await isApplied('n3', 3);
  expect(applied()).toEqual({ n1: 3, n3: 3 });
  expect(keysOf(second.state)).toEqual([]);
});

test('a follower that lacks entries counts for none before it has agreed to what is before them', async () => {
  const asked: AppendRequest[] = [];
  const server = new Server();
  server.addService(protocol['metastore.Replication'], {
    Append: answerUnary((request: AppendRequest) => {
      asked.push(request);
      return { term: 1, success: false, lastIndex: 1, appliedIndex: 0 }; // it has one, which is another's
    }),
  });
  const { address, close } = await listen(server, '127.0.0.1', 0);
  leftovers.push(() => close(0));
  const changes = Promise.allSettled(['a', 'b'].map(put));
  await until(() => log.lastIndex === 2);
  leader.peers[0]?.moveTo(address);
  await until(() => asked.length > 1);
  expect(asked.slice(0, 2)).toMatchObject([
    { previousIndex: 2, entries: [], commitIndex: 0 },
    { previousIndex: 1, entries: [expect.stringContaining('"b"')], commitIndex: 0 },
  ]);
  expect([leader.peers[0]?.matchIndex, keysOf(machine)]).toEqual([0, []]);
  leader.stop();
  await changes;
});

test('a follower that was away for long catches up', async () => {
  const second = await follow('n2');
  await follow('n3');
  await leader.start();
  await isApplied('n2', 1);
  await second.end();
  await putMany(70); // more than one request takes
  expect(applied().n2).toBe(1);
  const { state } = await follow('n2');
  await isApplied('n2', 71);
  expect(keysOf(state)).toEqual(keysOf(machine));
});

test('a follower process that is killed comes back, and catches up', async () => {
  await follow('n3');
  const peer = leader.peers[0] as Peer; // n2
  const lines: string[] = [];
  const second = new FollowerProcess({
    peer,
    file: followerMain,
    logPath: workspace.path('n2.log'),
    log: (line) => lines.push(line),
  });
  leftovers.push(() => second.stop());
  await leader.start();
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
  const second = await follow('n2');
  await leader.start();
  await putMany(3);
  await second.end();
  leader.stop();
  await log.close();
  await startLeader();
  expect(leader.term).toBe(2);
  await follow('n2');
  await leader.start();
  expect(keysOf(machine)).toEqual(['k0@1', 'k1@2', 'k2@3']);
  expect(newApplied).toEqual([false, false, false, false, true]);
  expect(samplesIn(store)['raft_commit_duration_seconds_count{}']).toBe(1);
});

test('entries of an earlier term are committed by the first of this one, not by being there', async () => {
  await follow('n3');
  await leader.start();
  await putMany(2);
  leader.stop();
  await log.close();
  await startLeader();
  await follow('n2');
  await until(() => leader.peers[0]?.matchIndex === 3);
  expect(keysOf(machine)).toEqual([]);
  await leader.start();
  expect(keysOf(machine)).toEqual(['k0@1', 'k1@2']);
});

test('a command that the state does not allow is committed and rejects', async () => {
  await follow('n2');
  await leader.start();
  await expect(leader.propose({ type: 'revoke', leaseId: 7 })).rejects.toThrow(
    'there is no lease 7',
  );
  expect(applied().n1).toBe(2);
});

test('a leader that stops rejects what is not committed, and what comes after', async () => {
  const change = put('a');
  await until(() => log.lastIndex === 1);
  leader.stop();
  await expect(change).rejects.toThrow('the node stops');
  await expect(put('b')).rejects.toThrow('the node stops');
});
