// npm run demo -- metastore: the store under traffic, with what its metrics page says. Ctrl-C ends it, or DEMO_SECONDS.
import { setMaxListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '../grpc/connection.js';
import { readSettings } from '../settings.js';
import { startMetastore } from '../start-metastore.js';
import { tellStartProblems } from '../tell-start-problems.js';
import { readPage } from './page-numbers.js';
import { renderLine, renderTable } from './table.js';
import { Tally } from './tally.js';
import { runTraffic } from './traffic.js';

const directory = await mkdtemp(join(tmpdir(), 'metastore-'));
const started = tellStartProblems();
const stop = new AbortController();
setMaxListeners(0, stop.signal); // as many as there are clients

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
process.stdout.on('error', () => stop.abort()); // whoever read this has gone
const seconds = Number(process.env.DEMO_SECONDS);
if (seconds > 0) setTimeout(() => stop.abort(), seconds * 1000).unref();

// Nobody but this process scrapes: the store need not wait for a last look at its page.
process.env.METERKIT_SHUTDOWN_GRACE_MS ??= '0';

try {
  await demonstrate();
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function demonstrate(): Promise<void> {
  const demo = {
    PORT: await freePort(),
    GRPC_PORT: '0',
    REQUESTS_PER_SECOND: '400',
    FAULTS: 'panic=100',
  };
  const settings = readSettings({ ...demo, ...process.env, DATA_DIR: directory });
  let lastLine = '';
  const store = await startMetastore(settings, (line) => {
    lastLine = line.split('\n', 1)[0] ?? '';
  });
  const connection = new Connection(store.address);
  const tally = new Tally(connection);
  const { metricsUrl = '' } = store; // they are on unless the environment says otherwise
  started();
  process.stdout.write(`metrics: ${metricsUrl}\n\n`);
  try {
    const { users } = settings;
    const { followers } = store;
    const traffic = runTraffic({ tally, users, followers, signal: stop.signal });
    await Promise.all([traffic, showPage(metricsUrl, () => lastLine)]);
    await compare(tally, metricsUrl);
  } finally {
    stop.abort(); // if one of them failed, the other ends too
    connection.close();
    await store.stop();
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
async function showPage(url: string, lastLine: () => string): Promise<void> {
  const { isTTY } = process.stdout;
  for (let height = 0; !stop.signal.aborted; ) {
    const page = await readPage(url);
    const lines = isTTY ? renderTable(page, lastLine()) : [renderLine(page)];
    const text = lines.map((line) => `${line}${isTTY ? '\x1b[K' : ''}\n`).join('');
    process.stdout.write(height > 0 && isTTY ? `\x1b[${height}A${text}` : text);
    height = lines.length;
    await sleep(isTTY ? 500 : 3000, undefined, { signal: stop.signal }).catch(() => {});
  }
}

/** All calls have ended; the server hears of a cancelled one a moment later. */
async function compare(tally: Tally, url: string): Promise<void> {
  let page = await readPage(url);
  while (page('grpc_server_in_flight_requests') > 0) page = await readPage(url);
  const differences = tally.differences(page);
  if (differences.length > 0) throw new Error(`the page differs: ${differences.join('; ')}`);
  process.stdout.write(`page and clients agree on ${tally.total} requests\n`);
}
