// The leader, which starts its followers. README.md says what can be set.
import { readSettings } from './settings.js';
import { startMetastore } from './start-metastore.js';
import { tellStartProblems } from './tell-start-problems.js';

const log = (line: string) => void process.stdout.write(`${line}\n`);

const started = tellStartProblems();
const settings = readSettings(process.env);
const store = await startMetastore(settings, log);
started();
for (const [name, { password, role }] of Object.entries(settings.users))
  if (settings.usersAreNew) log(`user ${name}: a ${role}, password ${password}`);
log(`grpc: ${store.address}`);
log(`metrics: ${store.metricsUrl ?? 'off'}`);

// The first signal lets requests end; a second one ends the process.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => store.stop().then(() => process.exit()));
