import { Server } from '@grpc/grpc-js';
import { StorageMetrics } from '@meterkit/meters/storage';
import { listen } from '../../src/grpc/listen.js';
import { type FetchReply, type FetchRequest, protocol } from '../../src/grpc/protocol.js';
import { unary } from '../../src/grpc/unary.js';
import { openLog } from '../../src/log/write-ahead-log.js';
import { follow } from '../../src/raft/follow.js';
import { StateMachine } from '../../src/store/state-machine.js';
import { until } from '../until.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

let workspace: Workspace;
let leader: { readonly address: string; readonly server: Server };
let machine: StateMachine;
let abort: AbortController;
let followed: Promise<void>;
/** What the follower asked, each different request once, and what it is answered. */
let asked: FetchRequest[];
let replies: Partial<FetchReply>[];

beforeEach(async () => {
  workspace = await makeWorkspace();
  [asked, replies] = [[], []];
  await startLeader('127.0.0.1', 0);
});
afterEach(async () => {
  await end();
  leader.server.forceShutdown();
  await workspace.remove();
});

/** One that answers as the test says, and then that there is nothing. */
async function startLeader(host: string, port: number): Promise<void> {
  const server = new Server();
  server.addService(protocol['metastore.Replication'], {
    Fetch: unary((request: FetchRequest) => {
      if (JSON.stringify(request) !== JSON.stringify(asked.at(-1))) asked.push(request);
      return { agrees: true, entries: [], commitIndex: 0, ...replies.shift() };
    }),
  });
  leader = { address: await listen(server, host, port), server };
}

function start(): void {
  machine = new StateMachine();
  abort = new AbortController();
  const { signal } = abort;
  const logPath = workspace.path('log');
  followed = follow({ node: 'n2', leader: leader.address, logPath }, machine, signal);
  followed.catch(() => {}); // a test may look later
}

async function end(): Promise<void> {
  abort.abort();
  await followed.catch(() => {});
}

const put = (number: number, term: number) => {
  const command = { type: 'put', key: `k${number}`, value: 'v', leaseId: 0 };
  return JSON.stringify({ term, command });
};

const keys = () => machine.range({ key: 'a', end: 'z', revision: 0 }).items.map(({ key }) => key);

const request = (lastIndex: number, lastTerm: number, appliedIndex: number) => {
  return { node: 'n2', lastIndex, lastTerm, appliedIndex };
};

test('entries are kept, and applied when they are committed', async () => {
  replies.push({ entries: [put(1, 1), put(2, 1)], commitIndex: 1 });
  start();
  await until(() => asked.length === 2);
  expect(keys()).toEqual(['k1']);
  replies.push({ entries: [put(3, 2)], commitIndex: 3 });
  await until(() => asked.length === 3);
  expect(keys()).toEqual(['k1', 'k2', 'k3']);
  expect(asked).toEqual([request(0, 0, 0), request(2, 1, 1), request(3, 2, 3)]);
});

test('more may be committed than it has', async () => {
  replies.push({ entries: [put(1, 1)], commitIndex: 9 });
  start();
  await until(() => asked.length === 2);
  expect(asked[1]).toEqual(request(1, 1, 1));
});

test('it has its log after a restart, and applies it when it hears what is committed', async () => {
  replies.push({ entries: [put(1, 3)], commitIndex: 1 });
  start();
  await until(() => asked.length === 2);
  await end();
  start();
  await until(() => asked.length === 3);
  expect([asked[2], keys()]).toEqual([request(1, 3, 0), []]);
  replies.push({ commitIndex: 1 });
  await until(() => asked.length === 4);
  expect([asked[3], keys()]).toEqual([request(1, 3, 1), ['k1']]);
});

test("it ends if its log is not the leader's, and leaves it as it is", async () => {
  replies.push({ entries: [put(1, 1)], commitIndex: 0 });
  start();
  await until(() => asked.length === 2);
  replies.push({ agrees: false });
  const path = workspace.path('log');
  await expect(followed).rejects.toThrow(
    `${path}: expected the log of the leader of n2, got another's`,
  );
  const log = await openLog(path, new StorageMetrics());
  expect(log.entries).toHaveLength(2);
  await log.close();
});

test('a leader that cannot be reached is asked again', async () => {
  start();
  await until(() => asked.length === 1);
  const [host = '', port] = leader.address.split(':');
  leader.server.forceShutdown();
  await startLeader(host, Number(port));
  replies.push({ entries: [put(1, 1)], commitIndex: 1 });
  await until(() => asked.length === 2);
  expect(asked[1]).toEqual(request(1, 1, 1));
});

test('a command that the state does not allow is applied as nothing', async () => {
  const revoke = JSON.stringify({ term: 1, command: { type: 'revoke', leaseId: 7 } });
  replies.push({ entries: [revoke, put(2, 1)], commitIndex: 2 });
  start();
  await until(() => asked.length === 2);
  expect([asked[1], keys()]).toEqual([request(2, 1, 2), ['k2']]);
});
