// npm run figures: what the metrics cost. Two stores take turns, one with its metrics on, one with them off; then two new ones,
// for no two processes are equally fast. The recorder of gRPC is in all, for it answers panics;
// packages/auto-instrumentation/bench/grpc.bench.mjs measures that one.
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

const PAIRS = Number(process.env.PAIRS || 16);
const SLICES = 6;
const SLICE_MS = 500;
const CLIENTS = 8;
const USER = { name: 'figures', password: 'figures' };

interface Store {
  readonly child: ChildProcess;
  readonly connection: Connection;
  readonly token: string;
}

/** How long each call of a slice of time took. */
interface Slice {
  readonly durationsMs: readonly number[];
  readonly seconds: number;
}

/** Of all slices of a store. */
interface Measured {
  readonly p99Ms: number;
  readonly perSecond: number;
}

type Mode = 'on' | 'off';
type Call = (store: Store, number: number) => Promise<unknown>;

const put: Call = ({ connection, token }, number) =>
  connection.call(Put, { key: `key-${number % 1000}`, value: 'x'.repeat(100) }, token);
const range: Call = ({ connection }, number) =>
  connection.call(Range, { key: `key-${number % 100}` }); // these are there after a second of puts

const comparisons = [
  { name: 'put', call: put, on: [] as Measured[], off: [] as Measured[] },
  { name: 'range', call: range, on: [] as Measured[], off: [] as Measured[] },
];

console.log(`Node ${process.version}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`);
console.log(`${PAIRS} pairs of stores, ${CLIENTS} calls at a time\n`);
for (let pair = 0; pair < PAIRS; pair++)
  await comparePair(pair % 2 === 0 ? ['on', 'off'] : ['off', 'on']); // neither is always the first
for (const { name, on, off } of comparisons) {
  const report = (what: string, pick: (of: Measured) => number) =>
    console.log(`${name.padEnd(6)} ${what}  ${differenceOf(on.map(pick), off.map(pick))}`);
  report('p99, ms        ', ({ p99Ms }) => p99Ms);
  report('calls, 1/s     ', ({ perSecond }) => perSecond);
}
console.log('\nAn interval that includes 0 shows no cost; it does not exclude what else is in it.');

/** Starts a store for each mode, lets them take turns, and stops them. */
async function comparePair(modes: readonly Mode[]): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'metastore-figures-'));
  const stores = new Map<Mode, Store>();
  try {
    for (const mode of modes) stores.set(mode, await startStore(directory, mode));
    for (const comparison of comparisons) {
      const slices = { on: [] as Slice[], off: [] as Slice[] };
      for (let slice = 0; slice <= SLICES; slice++)
        for (const [mode, store] of stores)
          slices[mode].push(await measure(store, comparison.call));
      for (const mode of modes) comparison[mode].push(summarize(slices[mode].slice(1))); // the first warms up
    }
  } finally {
    for (const { child, connection } of stores.values()) {
      connection.close();
      if (child.kill('SIGTERM')) await once(child, 'exit');
    }
    await rm(directory, { recursive: true, force: true });
  }
}

async function startStore(directory: string, mode: Mode): Promise<Store> {
  const config = join(directory, `${mode}.yaml`);
  await writeFile(config, 'server: {users: {figures: {password: figures, role: writer}}}\n');
  const child = spawn(process.execPath, [fileURLToPath(new URL('./main.js', import.meta.url))], {
    env: {
      PORT: '0',
      GRPC_PORT: '0',
      DATA_DIR: join(directory, mode),
      REQUESTS_PER_SECOND: '0',
      METASTORE_CONFIG: config,
      METASTORE_MONITORING_ENABLE_PROMETHEUS: `${mode === 'on'}`,
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
  return { durationsMs, seconds: (performance.now() - startMs) / 1000 };
}

function summarize(slices: readonly Slice[]): Measured {
  const durationsMs = slices.flatMap((slice) => slice.durationsMs).sort((a, b) => a - b);
  const seconds = slices.reduce((sum, slice) => sum + slice.seconds, 0);
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
