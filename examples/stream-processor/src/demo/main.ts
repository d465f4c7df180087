// npm run demo: the processor with a log that grows, and what its metrics page says. Ctrl-C ends it, or DEMO_SECONDS.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSettings } from '../settings.js';
import { startProcessor } from '../start-processor.js';
import { openRedisState } from '../state/redis-state.js';
import { tellStartProblems } from '../tell-start-problems.js';
import { readPage } from './page-numbers.js';
import { SensorReadings } from './sensor-readings.js';
import { describePage } from './table.js';
import { appendSeconds } from './write-log.js';

/** What is in the log at the start: about 250 000 readings. */
const SENSORS = 500;
const HISTORY_SECONDS = 640;
/** Rows that are shown where there is no terminal. */
const IN_LINE = new Set(['events', 'dropped', 'tumbling', 'sliding', 'session', 'state']);

const directory = await mkdtemp(join(tmpdir(), 'stream-processor-'));
const started = tellStartProblems();
const stop = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
process.stdout.on('error', () => stop.abort()); // whoever read this has gone
const seconds = Number(process.env.DEMO_SECONDS);
if (seconds > 0) setTimeout(() => stop.abort(), seconds * 1000).unref();

// Nobody but this process scrapes: the processor need not wait for a last look at its page.
process.env.METERKIT_SHUTDOWN_GRACE_MS ??= '0';

try {
  await demonstrate();
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function demonstrate(): Promise<void> {
  const startMs = Date.now() - HISTORY_SECONDS * 1000;
  const readings = new SensorReadings({ seed: 1, sensors: SENSORS, partitions: 4, startMs });
  const history = Array.from({ length: HISTORY_SECONDS }, () => readings.next());
  await appendSeconds(directory, history);
  const settings = readSettings({
    PORT: await freePort(),
    ...process.env,
    DATA_DIR: directory,
    REDIS_NAME: `processor-demo-${process.pid}`,
  });
  const processor = await startProcessor({ ...settings, metricsEnabled: true }, () => {});
  const { metricsUrl = '' } = processor; // they are on
  started();
  process.stdout.write(`metrics: ${metricsUrl}\n\n`);
  try {
    await Promise.all([goOn(readings), showPage(metricsUrl)]);
  } finally {
    stop.abort(); // if one of them failed, the other ends too
    processor.stop();
    await processor.ended;
    if (settings.redisUrl !== undefined) await clearRedis(settings.redisUrl, settings.redisName);
  }
}

/** Its state belongs to a log that is about to go. */
async function clearRedis(url: string, name: string): Promise<void> {
  const state = openRedisState(url, () => {});
  for (let tries = 0; state.problem() !== null && tries < 20; tries++) await sleep(50);
  const left = state.problem() === null ? await state.scan(`${name}:`) : new Map();
  if (left.size > 0) await state.delete([...left.keys()]);
  await state.close();
}

/** A second of readings each second. */
async function goOn(readings: SensorReadings): Promise<void> {
  while (!stop.signal.aborted) {
    await appendSeconds(directory, [readings.next()]);
    await pause(1000);
  }
}

/** 9090 unless somebody has it. */
async function freePort(): Promise<string> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve('0'));
    probe.listen(9090, '127.0.0.1', () => probe.close(() => resolve('9090')));
  });
}

/** A table that is refreshed in place on a terminal, a line now and then elsewhere. */
async function showPage(url: string): Promise<void> {
  const { isTTY } = process.stdout;
  let [before, beforeMs] = [await readPage(url), performance.now()];
  for (let up = ''; !stop.signal.aborted; ) {
    await pause(isTTY ? 500 : 3000);
    const [page, nowMs] = [await readPage(url), performance.now()];
    const rows = [...describePage(page, before, (nowMs - beforeMs) / 1000)];
    if (isTTY) {
      const lines = rows.map(([name, text]) => `${name.padEnd(10)}${text}\x1b[K\n`);
      process.stdout.write(up + lines.join(''));
      up = `\x1b[${lines.length}A`;
    } else {
      const cells = rows.filter(([name]) => IN_LINE.has(name)).map((row) => row.join(' '));
      process.stdout.write(`${cells.join('   ')}\n`);
    }
    [before, beforeMs] = [page, nowMs];
  }
}

function pause(ms: number): Promise<void> {
  return sleep(ms, undefined, { signal: stop.signal }).catch(() => {}); // aborted: go on to the end
}
