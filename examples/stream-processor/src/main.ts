// The processor. README.md says what the environment can set.
import { readSettings } from './settings.js';
import { startProcessor } from './start-processor.js';
import { tellStartProblems } from './tell-start-problems.js';

const log = (line: string) => void process.stdout.write(`${line}\n`);

const started = tellStartProblems();
const processor = await startProcessor(readSettings(process.env), log);
started();
log(`metrics: ${processor.metricsUrl ?? 'off'}`);

// The first signal lets what was begun end; a second one ends the process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, processor.stop);
await processor.ended.catch((error: Error) => {
  if (error.constructor !== Error) throw error; // a mistake of the program keeps its stack
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
