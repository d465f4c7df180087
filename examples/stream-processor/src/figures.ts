// npm run figures [-- PAIRS]: what the metrics cost. Runs the built processor over one log, in pairs of a process with
// metrics and a process without; says the events a second of each, and the overhead with its interval.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SensorReadings } from './demo/sensor-readings.js';
import { writeLog } from './demo/write-log.js';

interface Run {
  readonly events: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Long enough that starting and compiling are little of a run: some 2.5 million events. */
const LOG_SECONDS = 12_800;

const pairs = Number(process.argv[2] ?? 20);
if (!Number.isSafeInteger(pairs) || pairs < 6)
  throw new Error(`npm run figures: expected at least 6 pairs, got "${process.argv[2]}"`);

const directory = await mkdtemp(join(tmpdir(), 'stream-processor-figures-'));
try {
  const startMs = Date.now() - LOG_SECONDS * 1000;
  const readings = new SensorReadings({ seed: 1, sensors: 250, partitions: 4, startMs });
  await writeLog(directory, readings, LOG_SECONDS);
  await measure();
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const loadBefore = loadavg()[0]?.toFixed(1);
  const withMetrics: Run[] = [];
  const without: Run[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    // Side by side, each on a core of its own that changes from pair to pair: what slows the machine down slows down both.
    const core = pair % 2;
    const [one, other] = await Promise.all([run(true, core), run(false, 1 - core)]);
    withMetrics.push(one);
    without.push(other);
  }
  const overheads = withMetrics.map(
    ({ cpuSeconds }, i) => 100 * (cpuSeconds / cpuOf(without[i]) - 1),
  );
  const { low, middle, high } = medianInterval(overheads);
  print(
    `node ${process.version}, ${availableParallelism()} cores, load ${loadBefore} before, ${loadavg()[0]?.toFixed(1)} after`,
  );
  print(
    `${pairs} pairs of runs over ${withMetrics[0]?.events} events, state in memory, nobody scraping`,
  );
  print(`with metrics     ${rate(withMetrics)}`);
  print(`without metrics  ${rate(without)}`);
  print(
    `overhead in CPU time: median ${middle.toFixed(1)} %, 95 % interval ${low.toFixed(1)} % to ${high.toFixed(1)} %`,
  );
  const sorted = overheads.toSorted((a, b) => a - b);
  print(`single pairs lie between ${sorted[0]?.toFixed(1)} % and ${sorted.at(-1)?.toFixed(1)} %`);
}

async function run(metrics: boolean, core: number): Promise<Run> {
  const data = await mkdtemp(join(directory, 'run-'));
  await symlink(join(directory, 'topics', 'readings'), join(await topicsOf(data), 'readings'));
  const METRICS_ENABLED = metrics ? '1' : '0';
  const env = { PATH: process.env.PATH, PORT: '0', FOLLOW: '0', DATA_DIR: data, METRICS_ENABLED };
  const main = join(import.meta.dirname, 'main.js');
  const pinned = ['-c', `${core}`, process.execPath, main];
  const { stdout } = await promisify(execFile)('taskset', pinned, { env });
  await rm(data, { recursive: true });
  return JSON.parse(/^ended: (.*)$/m.exec(stdout)?.[1] ?? '');
}

async function topicsOf(data: string): Promise<string> {
  const topics = join(data, 'topics');
  await mkdir(topics);
  return topics;
}

function cpuOf(run: Run | undefined): number {
  return run?.cpuSeconds ?? Number.NaN;
}

function rate(runs: readonly Run[]): string {
  const { middle } = medianInterval(runs.map(({ events, seconds }) => events / seconds));
  const cpu = medianInterval(runs.map(({ events, cpuSeconds }) => (1e6 * cpuSeconds) / events));
  return `${Math.round(middle)} events a second, ${cpu.middle.toFixed(2)} µs of CPU an event`;
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
