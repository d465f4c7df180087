// npm run demo -- guestkit-worker: the worker at work, with what its metrics page says. Ctrl-C ends it, or DEMO_SECONDS.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSettings } from '../settings.js';
import { startWorker } from '../start-worker.js';
import { tellStartProblems } from '../tell-start-problems.js';
import { makeImages } from './images/make-images.js';
import { readPage } from './page-numbers.js';
import { renderLine, renderTable } from './table.js';
import { runTraffic } from './traffic.js';

const directory = await mkdtemp(join(tmpdir(), 'guestkit-worker-'));
const started = tellStartProblems();
const stop = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
process.stdout.on('error', () => stop.abort()); // whoever read this has gone
const seconds = Number(process.env.DEMO_SECONDS);
if (seconds > 0) setTimeout(() => stop.abort(), seconds * 1000).unref();

// Nobody but this process scrapes: the worker need not wait for a last look at its page.
process.env.METERKIT_SHUTDOWN_GRACE_MS ??= '0';

try {
  await demonstrate();
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function demonstrate(): Promise<void> {
  const [jobs, results] = [join(directory, 'jobs'), join(directory, 'results')];
  const images = await makeImages(join(directory, 'images'));
  const flags = ['--worker-id', 'demo', '--jobs-dir', jobs, '--results-dir', results];
  const settings = readSettings(flags, { PORT: await freePort(), ...process.env });
  const worker = await startWorker(settings, () => {});
  const { metricsUrl = '' } = worker; // they are on
  started();
  process.stdout.write(`metrics: ${metricsUrl}\n\n`);
  try {
    await Promise.all([runTraffic(jobs, images, stop.signal), showPage(metricsUrl)]);
  } finally {
    stop.abort(); // if one of them failed, the other ends too
    await worker.stop(0);
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
  for (let height = 0; !stop.signal.aborted; ) {
    const page = await readPage(url);
    const lines = isTTY ? renderTable(page) : [renderLine(page)];
    const text = lines.map((line) => `${line}${isTTY ? '\x1b[K' : ''}\n`).join('');
    process.stdout.write(height > 0 && isTTY ? `\x1b[${height}A${text}` : text);
    height = lines.length;
    await sleep(isTTY ? 500 : 3000, undefined, { signal: stop.signal }).catch(() => {});
  }
}
