import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, connect as connectSocket, createServer } from 'node:net';
import { type ParsedFamily, parseOpenMetrics, parsePrometheusText } from '@meterkit/exposition';
import { clientMethods } from '../src/demo/table.js';
import { Connection } from '../src/grpc/connection.js';
import { protocol, type Version } from '../src/grpc/protocol.js';
import { type Samples, samplesOf } from './samples.js';
import { type StoreProcess, startStoreProcess } from './store-process.js';
import { type SystemFamily, systemFile, valuesOf } from './system-file.js';
import { until } from './until.js';
import { makeWorkspace, type Workspace } from './workspace.js';

const { Put, Range, Delete, Compact } = protocol['metastore.KeyValue'];
const { Watch } = protocol['metastore.Watch'];
const { Grant, KeepAlive, Revoke } = protocol['metastore.Lease'];
const { Authenticate } = protocol['metastore.Auth'];

const formats = {
  openmetrics: { accept: 'application/openmetrics-text; version=1.0.0', parse: parseOpenMetrics },
  text: { accept: 'text/plain; version=0.0.4', parse: parsePrometheusText },
};
type Format = keyof typeof formats;

const config = `
server:
  monitoring: {enable_prometheus: true, slow_request_threshold: 0.1ms}
  users: {rita: {password: reads, role: reader}, will: {password: writes, role: writer}}
`;

let workspace: Workspace;
let store: StoreProcess;
let client: Connection;
let token: string;
const leftovers: (() => unknown)[] = [];

beforeAll(async () => {
  workspace = await makeWorkspace();
  await writeFile(workspace.path('config.yaml'), config);
});
afterAll(async () => {
  for (const end of leftovers) await end();
  await workspace.remove();
});

async function start(env: Readonly<Record<string, string>> = {}, data = 'data'): Promise<void> {
  store = startStoreProcess({
    METASTORE_CONFIG: workspace.path('config.yaml'),
    DATA_DIR: workspace.path(data),
    ...env,
  });
  const { stop } = store;
  leftovers.push(() => stop('SIGKILL'));
  client = new Connection(await store.line('grpc: '));
  leftovers.push(() => client.close());
}

async function login(): Promise<void> {
  token = (await client.call(Authenticate, { name: 'will', password: 'writes' })).token;
}

const write = <Request, Response>(
  method: Parameters<typeof client.call<Request, Response>>[0],
  request: Request,
) => client.call(method, request, token);

function openWatch(prefix: string) {
  const { path, requestSerialize, responseDeserialize } = Watch;
  const stream = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, {
    prefix,
  });
  return stream.on('error', () => {}); // however it ends
}

/** The name of the status that a call is refused with. */
const refused = (call: Promise<unknown>) =>
  call.then(
    () => 'OK',
    (error: Error) => / ([A-Z_]+):/.exec(error.message)?.[1],
  );

async function scrape(format: Format): Promise<readonly ParsedFamily[]> {
  const { accept, parse } = formats[format];
  const response = await fetch(await store.line('metrics: '), { headers: { accept } });
  expect(response.headers.get('content-type')).toContain(accept);
  return parse(await response.text());
}

const samples = async () => samplesOf(await scrape('openmetrics'));

function increase(before: Samples, after: Samples): Samples {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const pairs = [...keys].map((key) => [key, (after[key] ?? 0) - (before[key] ?? 0)] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== 0));
}

/** What calls with this answer leave on the page. */
function answered(path: string, code: string, count = 1): Samples {
  const labels = `{code="${code}",method="${path}"}`;
  return {
    [`grpc_server_request_total${labels}`]: count,
    [`grpc_server_request_duration_seconds_count${labels}`]: count,
  };
}

function stored(storage: string, operation: string, count = 1): Samples {
  return {
    [`storage_operation_total{operation="${operation}",status="success",storage="${storage}"}`]:
      count,
    [`storage_operation_duration_seconds_count{operation="${operation}",storage="${storage}"}`]:
      count,
  };
}

const nodes = (index: number): Samples =>
  Object.fromEntries(
    ['node-1', 'node-2', 'node-3'].map((node) => [`raft_applied_index{node="${node}"}`, index]),
  );

/** Until all nodes have applied what the leader has. */
async function allApplied(): Promise<void> {
  await until(async () => {
    const page = await samples();
    const [first, ...others] = Object.keys(nodes(0)).map((key) => page[key]);
    return others.every((index) => index === first);
  });
}

describe('a store whose clients have done this and that', () => {
  let first: readonly ParsedFamily[];
  let before: Samples;
  let after: Samples;
  const events: Version[] = [];

  beforeAll(async () => {
    await start({ FAULTS: 'panic=5' });
    first = await scrape('openmetrics');
    await allApplied();
    before = await samples();
    await login();
    const watch = openWatch('a');
    watch.on('data', (event: Version) => events.push(event));
    await once(watch, 'metadata');
    await write(Put, { key: 'a1', value: 'one' });
    await write(Put, { key: 'a1', value: 'two' });
    await write(Put, { key: 'b1', value: '' });
    expect(await write(Delete, { key: 'a1' })).toEqual({ revision: 4, deleted: 1 });
    await client.call(Range, { key: 'a', end: 'z' });
    await client.call(Range, { key: 'a1', revision: 1 });
    await write(Compact, { revision: 3 });
    expect(await refused(client.call(Range, { key: 'a1', revision: 1 }))).toBe('OUT_OF_RANGE');
    const { leaseId } = await write(Grant, { ttlMs: 60_000 });
    await write(Put, { key: 'a2', value: 'leased', leaseId });
    await write(KeepAlive, { leaseId });
    expect(await write(Revoke, { leaseId })).toEqual({ revision: 6, deleted: 1 });
    expect(await refused(write(KeepAlive, { leaseId }))).toBe('NOT_FOUND');
    const short = await write(Grant, { ttlMs: 2000 });
    await write(Put, { key: 'a3', value: 'leased', leaseId: short.leaseId });
    const wrong = { name: 'will', password: 'wrong' };
    expect(await refused(client.call(Authenticate, wrong))).toBe('UNAUTHENTICATED');
    const rita = await client.call(Authenticate, { name: 'rita', password: 'reads' });
    const large = { key: 'a', value: 'x'.repeat(65_536) };
    expect(await refused(write(Put, large))).toBe('INVALID_ARGUMENT');
    const put = { key: 'a', value: '' };
    expect(await refused(client.call(Put, put, rita.token))).toBe('PERMISSION_DENIED');
    expect(await refused(client.call(Put, put))).toBe('UNAUTHENTICATED');
    await client.call(Range, { key: 'b1' });
    expect(await refused(client.call(Range, { key: 'b1' }))).toBe('INTERNAL'); // the fifth
    await until(() => events.length === 7); // the lease has expired
    watch.cancel();
    await until(async () => (await samples())['watch_active_total{}'] === undefined);
    await allApplied();
    after = await samples();
  }, 30_000);

  test('the page says what they have done, and nothing else', () => {
    expect(increase(before, after)).toEqual({
      ...answered(Put.path, 'OK', 5),
      ...answered(Put.path, 'INVALID_ARGUMENT'),
      ...answered(Put.path, 'PERMISSION_DENIED'),
      ...answered(Put.path, 'UNAUTHENTICATED'),
      ...answered(Range.path, 'OK', 3),
      ...answered(Range.path, 'OUT_OF_RANGE'),
      ...answered(Range.path, 'INTERNAL'),
      ...answered(Delete.path, 'OK'),
      ...answered(Compact.path, 'OK'),
      ...answered(Watch.path, 'CANCELLED'),
      ...answered(Grant.path, 'OK', 2),
      ...answered(Revoke.path, 'OK'),
      ...answered(KeepAlive.path, 'OK'),
      ...answered(KeepAlive.path, 'NOT_FOUND'),
      ...answered(Authenticate.path, 'OK', 2),
      ...answered(Authenticate.path, 'UNAUTHENTICATED'),
      [`grpc_server_panic_total{method="${Range.path}"}`]: 1,
      'grpc_server_active_connections{}': 1,
      ...stored('revisions', 'put', 5),
      ...stored('revisions', 'delete'),
      ...stored('revisions', 'compact'),
      ...stored('revisions', 'grant', 2),
      ...stored('revisions', 'revoke', 2),
      ...stored('revisions', 'range', 3),
      'storage_operation_total{operation="range",status="error",storage="revisions"}': 1,
      'storage_operation_duration_seconds_count{operation="range",storage="revisions"}': 4,
      ...stored('wal', 'append', 11),
      'watch_events_sent_total{event_type="put"}': 4,
      'watch_events_sent_total{event_type="delete"}': 3,
      'lease_operations_total{operation="grant",status="success"}': 2,
      'lease_operations_total{operation="renew",status="success"}': 1,
      'lease_operations_total{operation="renew",status="error"}': 1,
      'lease_operations_total{operation="revoke",status="success"}': 1,
      'lease_operations_total{operation="expire",status="success"}': 1,
      'auth_authentication_total{status="success"}': 2,
      'auth_authentication_total{status="failure"}': 1,
      'auth_authorization_total{status="allowed"}': 13,
      'auth_authorization_total{status="denied"}': 2,
      ...nodes(11),
      'raft_commit_duration_seconds_count{}': 11,
      'mvcc_current_revision{}': 8,
      'mvcc_compaction_total{}': 1,
    });
  });

  test('the watch was told of each change under its prefix', () => {
    expect(events.map(({ type, key, revision }) => `${type} ${key} ${revision}`)).toEqual([
      'put a1 1',
      'put a1 2',
      'delete a1 4',
      'put a2 5',
      'delete a2 6',
      'put a3 7',
      'delete a3 8',
    ]);
  });

  test('what nodes say to each other is not on it', async () => {
    const families = await scrape('openmetrics');
    expect(families.filter(({ name }) => name.startsWith('http_'))).toEqual([]);
  });

  test('all methods are at zero from the first scrape on', () => {
    const panics = first.find(({ name }) => name === 'grpc_server_panic');
    expect(panics?.samples.map(({ labels, value }) => [labels.get('method'), value])).toEqual(
      clientMethods.map((method) => [method, 0]),
    );
    const requests = first.find(({ name }) => name === 'grpc_server_request');
    expect(requests?.samples).toHaveLength(clientMethods.length * 17);
  });

  test('a slow request is logged, and a stream is not', async () => {
    expect(await store.line('slow: /metastore.KeyValue/Put OK ')).toMatch(/^\d+ ms$/);
    expect(store.lines.filter((line) => line.includes(Watch.path))).toEqual([]);
  });

  test('a panic is logged with its stack', async () => {
    expect(await store.line(`panic: ${Range.path} `)).toBe('TypeError: asked for by FAULTS');
    expect(store.lines).toContainEqual(expect.stringMatching(/^ +at .*add-services/));
  });

  describe.each(['openmetrics', 'text'] as const)('in %s', (format) => {
    let page: readonly ParsedFamily[];
    const nameOf = ({ family, type }: SystemFamily) =>
      format === 'text' && type === 'counter' ? `${family}_total` : family;

    beforeAll(async () => {
      page = await scrape(format);
    });

    test.each(systemFile.families)('$family is on the page as the system file has it', (wanted) => {
      const found = page.find(({ name }) => name === nameOf(wanted));
      expect(found).toMatchObject({
        type: wanted.type,
        unit: format === 'text' ? '' : (wanted.unit ?? ''),
        help: expect.stringMatching(/^[A-Z].*\.$/),
      });
      expect(found?.samples.length).toBeGreaterThan(0);
      for (const { labels } of found?.samples ?? []) {
        const names = [...labels.keys()].filter((name) => name !== 'le');
        expect(names).toEqual(Object.keys(wanted.labels ?? {}));
      }
      for (const [label, wantedValues] of Object.entries(wanted.labels ?? {})) {
        const values = valuesOf(wantedValues);
        if (values) expect(foundValues(found, label)).toEqual(new Set(values));
      }
      const bounds = [...foundValues(found, 'le')].map((le) =>
        Number(le.replace('+Inf', 'Infinity')),
      );
      expect(bounds).toEqual(wanted.type === 'histogram' ? [...systemFile.bounds, Infinity] : []);
    });

    test('the store has no other families', () => {
      const own = page.map(({ name }) => name).filter((name) => OWN_FAMILY.test(name));
      expect(own.sort()).toEqual(systemFile.families.map(nameOf).sort());
    });
  });

  test('the paths are those of the system file', async () => {
    const { metrics, health, index } = systemFile.endpoint;
    const url = await store.line('metrics: ');
    expect(new URL(url).pathname).toBe(metrics);
    const get = async (path: string | number, accept: string) => {
      const response = await fetch(new URL(String(path), url), { headers: { accept } });
      return [response.status, await response.text()] as const;
    };
    expect(await get(health, 'text/plain')).toEqual([200, 'OK\n']);
    expect(await get(health, 'application/json')).toEqual([200, expect.stringContaining('"ok"')]);
    expect(await get(index, 'text/html')).toEqual([
      200,
      expect.stringMatching(/^<!doctype html>/i),
    ]);
  });

  test('SIGTERM ends it with code 0, and its followers too, whatever clients keep open', async () => {
    const [host, port] = (await store.line('grpc: ')).split(':');
    const silent = connectSocket({ host, port: Number(port) });
    leftovers.push(() => silent.destroy());
    await once(silent, 'connect');
    await once(openWatch('a'), 'metadata');
    const pids = await Promise.all(['node-2', 'node-3'].map((node) => store.line(`${node}: pid `)));
    expect(await store.stop()).toBe(0);
    expect(pids.map((pid) => isAlive(Number(pid)))).toEqual([false, false]);
  });
});

const OWN_FAMILY = /^(grpc|storage|watch|lease|auth|raft|mvcc)_/;

function foundValues(family: ParsedFamily | undefined, label: string): ReadonlySet<string> {
  return new Set(family?.samples.flatMap(({ labels }) => labels.get(label) ?? []));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a store whose nodes are killed', () => {
  test('a follower that is killed falls behind, comes back, and catches up', async () => {
    await start({}, 'killed');
    await login();
    await allApplied();
    const pid = Number(await store.line('node-2: pid '));
    process.kill(pid, 'SIGSTOP'); // so that it is not back too soon
    for (let i = 0; i < 5; i++) await write(Put, { key: `k${i}`, value: 'v' });
    await until(async () => (await samples())['raft_applied_index{node="node-3"}'] === 6);
    expect(await samples()).toMatchObject({ ...nodes(6), 'raft_applied_index{node="node-2"}': 1 });
    process.kill(pid, 'SIGKILL');
    await store.line('node-2: ended (SIGKILL)');
    await store.line('node-2: pid ', 2);
    await allApplied();
    expect(await samples()).toMatchObject({
      ...nodes(6),
      'raft_commit_duration_seconds_count{}': 6,
    });
  }, 20_000);

  test('a leader that is killed has all that it answered for, and counts from zero', async () => {
    await write(Grant, { ttlMs: 60_000 });
    const followers = [await store.line('node-2: pid ', 2), await store.line('node-3: pid ')];
    await store.stop('SIGKILL');
    await until(() => !followers.some((pid) => isAlive(Number(pid)))); // they do not outlive it
    client.close();
    await start({}, 'killed');
    expect(store.lines[0]).toBe('node-1: leads term 2, as the first in order: nobody votes');
    const { revision, items } = await client.call(Range, { key: 'k', end: 'l' });
    expect([revision, items.length]).toEqual([5, 5]);
    await allApplied();
    expect(await samples()).toEqual({
      ...answered(Range.path, 'OK'),
      'grpc_server_active_connections{}': 1,
      ...stored('revisions', 'range'),
      ...stored('wal', 'replay'),
      ...stored('wal', 'append'),
      'lease_active_total{}': 1,
      ...nodes(8),
      'raft_commit_duration_seconds_count{}': 1,
      'mvcc_current_revision{}': 5,
    });
  }, 20_000);

  test('SIGTERM ends it while it has no majority and a write waits', async () => {
    await login();
    for (const node of ['node-2', 'node-3'])
      process.kill(Number(await store.line(`${node}: pid `)), 'SIGKILL');
    const waiting = refused(write(Put, { key: 'late', value: '' }));
    expect(await store.stop()).toBe(0);
    await waiting; // refused, or committed by a follower that came back in time
  }, 20_000);
});

test('calls beyond the rate are refused and counted', async () => {
  await start({ REQUESTS_PER_SECOND: '20' }, 'limited');
  const calls = Array.from({ length: 200 }, () => refused(client.call(Range, { key: 'a' })));
  const names = await Promise.all(calls);
  const refusals = names.filter((name) => name === 'RESOURCE_EXHAUSTED').length;
  expect(refusals).toBeGreaterThan(100);
  expect(await samples()).toMatchObject({
    ...answered(Range.path, 'OK', 200 - refusals),
    ...answered(Range.path, 'RESOURCE_EXHAUSTED', refusals),
    [`grpc_server_rate_limit_hits_total{method="${Range.path}"}`]: refusals,
  });
  await store.stop();
}, 20_000);

test('without metrics nothing listens for scrapers, and the store works all the same', async () => {
  const port = await freePort();
  const off = { METASTORE_MONITORING_ENABLE_PROMETHEUS: 'false' };
  const env = { ...off, METASTORE_MONITORING_PROMETHEUS_PORT: `${port}`, FAULTS: 'panic=1' };
  await start(env, 'quiet');
  expect(await store.line('metrics: ')).toBe('off');
  await login();
  expect(await write(Put, { key: 'a', value: 'v' })).toMatchObject({ revision: 1 });
  expect(await refused(client.call(Range, { key: 'a' }))).toBe('INTERNAL');
  expect(store.lines.filter((line) => line.startsWith('slow:'))).toEqual([]);
  await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow('fetch failed');
  expect(await store.stop()).toBe(0);
}, 20_000);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on no pipe
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('the demo shows its page, agrees with it, and ends by itself', async () => {
  const demo = startStoreProcess({ DEMO_SECONDS: '6' }, 'demo/main.js');
  leftovers.push(() => demo.stop('SIGKILL'));
  const url = await demo.line('metrics: ');
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  expect((await fetch(url)).status).toBe(200);
  expect(await demo.exited).toBe(0);
  expect(demo.lines.at(-1)).toMatch(/^page and clients agree on [1-9]\d* requests$/);
}, 40_000);
