// The deployment orchestrator. README.md says what the environment can set.
import { readSettings } from './settings.js';
import { startService } from './start-service.js';
import { tellStartProblems } from './tell-start-problems.js';

const started = tellStartProblems();
const settings = readSettings(process.env);
const service = await startService(settings);
started();

if (!process.env.API_TOKENS) {
  for (const [name, token] of Object.entries(settings.tokens)) {
    process.stdout.write(`token of ${name}: ${token}\n`);
  }
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => service.close());
