// npm run figures: what the metrics cost. Two stores take turns, one with its metrics on, one with them off. The recorder of
// gRPC is in both, for it answers panics; packages/auto-instrumentation/bench/grpc.bench.mjs measures that one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Connection } from './grpc/connection.js';
import { protocol } from './grpc/protocol.js';

const { Put, Range } = protocol['metastore.KeyValue'];
const { Authenticate } = protocol['metastore.Auth'];

const PAIRS = Number(process.env.PAIRS || 30);
const SLICE_MS = Number(process.env.SLICE_MS || 1000);
const CLIENTS = 8;
const USER = { name: 'figures', password: 'figures' };

interface Store {
  readonly child: ChildProcess;
  readonly connection: Connection;
  readonly token: string;
}

interface Slice {
  readonly p99Ms: number;
  readonly perSecond: number;
}

type Call = (store: Store, number: number) => Promise<unknown>;

const calls: Readonly<Record<string, Call>> = {
  put: ({ connection, token }, number) =>
    connection.call(Put, { key: `key-${number % 1000}`, value: 'x'.repeat(100) }, token),
  range: ({ connection }, number) => connection.call(Range, { key: `key-${number % 1000}` }),
};

const directory = await mkdtemp(join(tmpdir(), 'metastore-figures-'));
const stores: Store[] = [];
try {
  for (const enabled of ['true', 'false']) stores.push(await startStore(enabled));
  const [on, off] = stores as [Store, Store]; // as just started
  console.log(`Node ${process.version}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`);
  console.log(`${PAIRS} pairs of ${SLICE_MS} ms, ${CLIENTS} calls at a time\n`);
  for (const [name, call] of Object.entries(calls)) await compare(name, call, on, off);
  console.log('\nIf an interval includes 0, the cost is smaller than the noise of this machine.');
} finally {
  for (const { child, connection } of stores) {
    connection.close();
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  await rm(directory, { recursive: true, force: true });
}

async function startStore(enabled: string): Promise<Store> {
  const config = join(directory, `${enabled}.yaml`);
  await writeFile(config, 'server: {users: {figures: {password: figures, role: writer}}}\n');
  const child = spawn(process.execPath, [fileURLToPath(new URL('./main.js', import.meta.url))], {
    env: {
      PORT: '0',
      GRPC_PORT: '0',
      DATA_DIR: join(directory, enabled),
      REQUESTS_PER_SECOND: '0',
      METASTORE_CONFIG: config,
      METASTORE_MONITORING_ENABLE_PROMETHEUS: enabled,
      METERKIT_SHUTDOWN_GRACE_MS: '0',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, address] = /^grpc: (.*)/.exec(line) ?? [];
    if (address === undefined) continue;
    child.stdout.resume(); // slow requests, which nobody reads
    const connection = new Connection(address);
    const { token } = await connection.call(Authenticate, USER);
    return { child, connection, token };
  }
  throw new Error('figures: expected a store that starts, got one that ended');
}

async function compare(name: string, call: Call, on: Store, off: Store): Promise<void> {
  for (const store of [on, off]) await measure(store, call); // warms up
  const withMetrics: Slice[] = [];
  const without: Slice[] = [];
  for (let i = 0; i < PAIRS; i++) {
    const isOnFirst = i % 2 === 0; // neither is always the first
    if (isOnFirst) withMetrics.push(await measure(on, call));
    without.push(await measure(off, call));
    if (!isOnFirst) withMetrics.push(await measure(on, call));
  }
  const report = (what: string, pick: (slice: Slice) => number) =>
    console.log(
      `${name.padEnd(6)} ${what}  ${differenceOf(withMetrics.map(pick), without.map(pick))}`,
    );
  report('p99, ms        ', ({ p99Ms }) => p99Ms);
  report('calls, 1/s     ', ({ perSecond }) => perSecond);
}

async function measure(store: Store, call: Call): Promise<Slice> {
  const durationsMs: number[] = [];
  const startMs = performance.now();
  async function callAgain(): Promise<void> {
    for (let nowMs = performance.now(); nowMs - startMs < SLICE_MS; ) {
      await call(store, durationsMs.length);
      const endMs = performance.now();
      durationsMs.push(endMs - nowMs);
      nowMs = endMs;
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, callAgain));
  const seconds = (performance.now() - startMs) / 1000;
  durationsMs.sort((a, b) => a - b);
  return {
    p99Ms: durationsMs[Math.floor(0.99 * durationsMs.length)] ?? 0,
    perSecond: durationsMs.length / seconds,
  };
}

/** The median of the differences of pairs, with its interval of 95 % by order (a sign test), which needs no distribution. */
function differenceOf(on: readonly number[], off: readonly number[]): string {
  const percents = on.map((value, i) => 100 * (value / (off[i] ?? 0) - 1)).sort((a, b) => a - b);
  const rank = Math.max(
    0,
    Math.floor((percents.length - 1.96 * Math.sqrt(percents.length)) / 2) - 1,
  );
  const [low, high] = [percents[rank], percents[percents.length - 1 - rank]].map(signed);
  const medians = `on ${median(on).toFixed(2).padStart(8)}  off ${median(off).toFixed(2).padStart(8)}`;
  return `${medians}  ${signed(median(percents))} (${low} to ${high})`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

function signed(percent = 0): string {
  return `${percent < 0 ? '' : '+'}${percent.toFixed(1)} %`;
}
