// npm run demo: the orchestrator under steady traffic, with what its metrics page says. Ctrl-C ends it, or DEMO_SECONDS.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readSettings } from '../settings.js';
import { startService } from '../start-service.js';
import { tellStartProblems } from '../tell-start-problems.js';
import { readPage } from './page-numbers.js';
import { publishModules } from './publish-modules.js';
import { renderLine, renderTable } from './table.js';
import { runTraffic } from './traffic.js';

const packages = fileURLToPath(new URL('../../../../packages', import.meta.url));
const tokens = {
  operator: 'demo-operator',
  alice: 'demo-alice',
  bob: 'demo-bob',
  carol: 'demo-carol',
};
const dataDirectory = await mkdtemp(join(tmpdir(), 'deployment-orchestrator-'));
const started = tellStartProblems();
const stop = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
process.stdout.on('error', () => stop.abort()); // whoever read this has gone
const seconds = Number(process.env.DEMO_SECONDS);
if (seconds > 0) setTimeout(() => stop.abort(), seconds * 1000).unref();

// Nobody but this process scrapes: the service need not wait for a last look at its page.
process.env.METERKIT_SHUTDOWN_GRACE_MS ??= '0';

try {
  await demonstrate();
} finally {
  await rm(dataDirectory, { recursive: true, force: true });
}

async function demonstrate(): Promise<void> {
  const modules = await publishModules(packages, join(dataDirectory, 'modules'));
  const service = await startService({
    ...readSettings({ PORT: await freePort(), LOG_LEVEL: 'error', ...process.env }),
    dataDirectory,
    tokens,
    requestsPerMinute: 100_000,
  });
  const page = `${service.url}/metrics`;
  started();
  process.stdout.write(`metrics: ${page}\n\n`);
  try {
    await Promise.all([
      runTraffic({ url: service.url, modules, tokens, signal: stop.signal }),
      showPage(page),
    ]);
  } finally {
    await service.close();
  }
}

/** 5000 unless somebody has it. */
async function freePort(): Promise<string> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve('0'));
    probe.listen(5000, '127.0.0.1', () => probe.close(() => resolve('5000')));
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
