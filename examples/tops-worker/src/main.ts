// The worker. README.md says what the environment can set.
import { readSettings } from './settings.js';
import { startWorker } from './start-worker.js';
import { tellStartProblems } from './tell-start-problems.js';

const log = (line: string) => void process.stdout.write(`${line}\n`);

const started = tellStartProblems();
const worker = await startWorker(readSettings(process.env), log);
started();
log(`metrics: ${worker.metricsUrl ?? 'off'}`);
void worker.ended.then(() => log('attempts: all ended'));

// The first signal lets attempts end; a second one ends the process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => worker.stop());
