// npm run demo: the worker with things that go wrong, and what its metrics page says. Ctrl-C ends it, or DEMO_SECONDS.
import { setTimeout as sleep } from 'node:timers/promises';
import { isFaulty } from '../attempts/faults.js';
import { readSettings } from '../settings.js';
import { startWorker } from '../start-worker.js';
import { tellStartProblems } from '../tell-start-problems.js';
import { startVerifier } from '../verifier/start-verifier.js';
import { readPage } from './page.js';
import { renderLine, renderTable } from './table.js';

/** For the last seconds of each such period the verifier answers nobody. */
const PERIOD_MS = 20_000;
const OUTAGE_MS = 3000;

const started = tellStartProblems();
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
process.stdout.on('error', () => stop.abort()); // whoever read this has gone
const seconds = Number(process.env.DEMO_SECONDS);
if (seconds > 0) setTimeout(() => stop.abort(), seconds * 1000).unref();

// Nobody but this process scrapes: the worker need not wait for a last look at its page.
process.env.METERKIT_SHUTDOWN_GRACE_MS ??= '0';

const settings = readSettings({
  METRICS_ENABLED: '1',
  FAULTS: 'gpu=200,network=40,signature=70,validation=50',
  BREAKER_COOLDOWN_MS: '1000',
  ...process.env,
});
const startMs = performance.now();
const verifier = await startVerifier({
  difficultyBits: settings.difficultyBits,
  drops: (submission) => isOutage() || isFaulty(submission, settings.faults.network),
});
const worker = await startWorker({ ...settings, aggregatorUrl: verifier.url }, () => {});
started();
process.stdout.write(`metrics: ${worker.metricsUrl}\n\n`);
try {
  await showPage(worker.metricsUrl ?? '');
} finally {
  await worker.stop();
  await verifier.close();
}

function isOutage(): boolean {
  return (performance.now() - startMs) % PERIOD_MS > PERIOD_MS - OUTAGE_MS;
}

/** A table that is refreshed in place on a terminal, a line now and then elsewhere. */
async function showPage(url: string): Promise<void> {
  const { isTTY } = process.stdout;
  let before = await readPage(url);
  for (let height = 0; !stop.signal.aborted; ) {
    await sleep(isTTY ? 1000 : 3000, undefined, { signal: stop.signal }).catch(() => {});
    const page = await readPage(url);
    const lines = isTTY ? renderTable(page, before) : [renderLine(page, before)];
    const text = lines.map((line) => `${line}${isTTY ? '\x1b[K' : ''}\n`).join('');
    process.stdout.write(height > 0 && isTTY ? `\x1b[${height}A${text}` : text);
    height = lines.length;
    before = page;
  }
}
