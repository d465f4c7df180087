import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** service.mjs in a process of its own, which learns of its metrics by a flag only. */
export async function startService() {
  const child = fork(join(import.meta.dirname, 'service.mjs'), {
    execArgv: ['--expose-gc', '--import', '@meterkit/sdk/register'],
    env: { ...process.env, OTEL_EXPORTER_PROMETHEUS_PORT: '0', NODE_OPTIONS: '' },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const [[{ port }], pageUrl] = await Promise.all([
    once(child, 'message'),
    pageUrlIn(child.stderr),
  ]);
  return {
    port,
    pageUrl,
    /** What it holds, after a collection, and how many requests it has received. */
    async look() {
      child.send('look');
      const [found] = await once(child, 'message');
      return found;
    },
    end: () => child.kill(),
  };
}

/** Goes on reading, so that the log is never full. */
function pageUrlIn(log) {
  return new Promise((resolve) => {
    createInterface({ input: log }).on('line', (line) => {
      process.stderr.write(`${line}\n`);
      const found = /metrics at (http:\S+?);/.exec(line);
      if (found !== null) resolve(found[1]);
    });
  });
}
