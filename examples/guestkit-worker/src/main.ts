// The worker. README.md says what flags and environment can set.
import { readSettings } from './settings.js';
import { startWorker } from './start-worker.js';
import { tellStartProblems } from './tell-start-problems.js';

const started = tellStartProblems();
const settings = readSettings(process.argv.slice(2), process.env);
const log = (message: string) => {
  process.stdout.write(`${new Date().toISOString()} ${message}\n`);
};
const worker = await startWorker(settings, log);
started();
process.stdout.write(`metrics: ${worker.metricsUrl ?? 'off'}\n`);

// The first signal lets the running job go on for a while, a second one cancels it.
let { graceMs } = settings;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    log(`${signal}: no more jobs, and ${graceMs} ms for the one that runs`);
    void worker.stop(graceMs);
    graceMs = 0;
  });
}
