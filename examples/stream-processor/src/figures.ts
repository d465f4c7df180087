// npm run figures [-- PAIRS]: what the metrics cost, on Linux. Runs the built processor over one log, in pairs of a process with
// metrics and a process without; says the events a second of each, and the overhead with its interval.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { SensorReadings } from './demo/sensor-readings.js';
import { writeLog } from './demo/write-log.js';

/** What a process says that it did so far. */
interface Said {
  readonly events: number;
  readonly cpuSeconds: number;
}

/** Some 1.75 million events. The first million warms up. Many short pairs tell more than few long ones: no two processes are equally fast. */
const LOG_SECONDS = 9000;
/**
 * What slows the machine down for longer than two turns slows down both processes of a pair. A timer that is due while its
 * process stands still runs in the next turn: a turn is long beside the 23 ms of the event loop's sampler, or it would look twice as often.
 */
const TURN_MS = 100;

const pairs = Number(process.argv[2] ?? 20);
if (!Number.isSafeInteger(pairs) || pairs < 6)
  throw new Error(`npm run figures: expected at least 6 pairs, got "${process.argv[2]}"`);

const directory = await mkdtemp(join(tmpdir(), 'stream-processor-figures-'));
/** CPU seconds an event, of each run. */
const withMetrics: number[] = [];
const without: number[] = [];
const children = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, killAll);
let begun = 0;
try {
  const startMs = Date.now() - LOG_SECONDS * 1000;
  const readings = new SensorReadings({ seed: 1, sensors: 250, partitions: 4, startMs });
  await writeLog(directory, readings, LOG_SECONDS);
  const load = () => loadavg()[0]?.toFixed(1);
  const loadBefore = load();
  const cores = availableParallelism();
  await Promise.all(Array.from({ length: cores }, (_, core) => measureOn(core)));
  print(`node ${process.version}, ${cores} cores, load ${loadBefore} before, ${load()} after`);
  report();
} finally {
  killAll(); // where something went wrong they would stand still for ever
  await rm(directory, { recursive: true, force: true });
}

/** One pair after the other, until there are enough of them on all cores. */
async function measureOn(core: number): Promise<void> {
  while (begun < pairs) {
    const isOnFirst = begun++ % 2 === 0; // neither is always the first
    const on = await startProcess(true, core);
    const off = await startProcess(false, core);
    let [turn, next] = isOnFirst ? [on, off] : [off, on];
    while (!(on.isOver() && off.isOver())) {
      await turn.runFor(TURN_MS);
      [turn, next] = [next, turn];
    }
    const [costOn, costOff] = await Promise.all([on.run, off.run]); // the other core must not come between them
    withMetrics.push(costOn);
    without.push(costOff);
  }
}

/** A process that stands still unless it has its turn. */
async function startProcess(metrics: boolean, core: number) {
  const data = await mkdtemp(join(directory, 'run-'));
  await mkdir(join(data, 'topics'));
  await symlink(join(directory, 'topics', 'readings'), join(data, 'topics', 'readings'));
  const METRICS_ENABLED = metrics ? '1' : '0';
  const { PATH } = process.env;
  const ownPort = { PORT: '0', FOLLOW: '0', DATA_DIR: data };
  const env = { PATH, ...ownPort, METRICS_ENABLED, OTEL_LOG_LEVEL: 'warn' };
  const pinned = ['-c', `${core}`, process.execPath, join(import.meta.dirname, 'main.js')];
  const child = spawn('taskset', pinned, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  child.kill('SIGSTOP');
  const exited = once(child, 'exit');
  const run = text(child.stdout).then(async (lines) => {
    await rm(data, { recursive: true });
    const said = (what: string): Said => {
      const json = new RegExp(`^${what}: (.*)$`, 'm').exec(lines)?.[1];
      if (json === undefined) throw new Error(`expected a line "${what}: ...", got:\n${lines}`);
      return JSON.parse(json);
    };
    const [warm, ended] = [said('so far'), said('ended')]; // at the first line most is compiled
    return (ended.cpuSeconds - warm.cpuSeconds) / (ended.events - warm.events);
  });
  run.catch(() => {}); // whoever waits for it is told
  return {
    run,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    runFor: async (ms: number) => {
      child.kill('SIGCONT');
      await Promise.race([exited, sleep(ms)]);
      child.kill('SIGSTOP');
    },
  };
}

function killAll(): void {
  for (const child of children) child.kill('SIGKILL');
}

function report(): void {
  const overheads = withMetrics.map((on, i) => 100 * (on / (without[i] ?? Number.NaN) - 1));
  const { low, middle, high } = medianInterval(overheads);
  const sorted = overheads.toSorted((a, b) => a - b);
  print(`${pairs} pairs of runs, warmed up, state in memory, nobody scraping`);
  print(`with metrics     ${cost(withMetrics)}`);
  print(`without metrics  ${cost(without)}`);
  print(
    `overhead in CPU time: median ${middle.toFixed(2)} %, 95 % interval ${low.toFixed(2)} % to ${high.toFixed(2)} %`,
  );
  print(`single pairs lie between ${sorted[0]?.toFixed(1)} % and ${sorted.at(-1)?.toFixed(1)} %`);
}

/** By CPU time: each has half of a core. */
function cost(runs: readonly number[]): string {
  const { middle } = medianInterval(runs);
  return `${Math.round(1 / middle)} events a second of CPU, ${(1e6 * middle).toFixed(2)} µs an event`;
}

/** The median, and between which of the values it is for the population, by the sign test. */
function medianInterval(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const rank = Math.max(0, Math.floor(n / 2 - 0.98 * Math.sqrt(n)) - 1);
  const at = (i: number) => sorted[i] ?? Number.NaN;
  return { low: at(rank), middle: (at((n - 1) >> 1) + at(n >> 1)) / 2, high: at(n - 1 - rank) };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
