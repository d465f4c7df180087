// The processor. README.md says what the environment can set.
import { readSettings } from './settings.js';
import { startProcessor } from './start-processor.js';
import { tellStartProblems } from './tell-start-problems.js';

const log = (line: string) => void process.stdout.write(`${line}\n`);

tellStartProblems(); // to the end: what the processor ends in is told in the same way
const processor = await startProcessor(readSettings(process.env), log);
log(`metrics: ${processor.metricsUrl ?? 'off'}`);

// The first signal lets what was begun end; a second one ends the process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, processor.stop);
await processor.ended;
