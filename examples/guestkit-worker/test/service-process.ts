import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const main = join(__dirname, '../dist/main.js');

/** The worker as a process of its own, as `npm start` runs it. */
export interface ServiceProcess {
  /** Where its page is; `off` if it has none. */
  readonly metricsUrl: string;
  /** Resolves to the first line of the log that matches, from the start on. Rejects when the worker ends without it. */
  readonly logged: (pattern: RegExp) => Promise<string>;
  /** Sends a signal and resolves to the exit code when the process has ended. */
  readonly stop: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
}

/** Starts what is built, on a free port, and resolves when it looks for jobs. */
export async function startServiceProcess(flags: readonly string[]): Promise<ServiceProcess> {
  if (!existsSync(main)) throw new Error(`${main}: expected the built worker; run npm run build`);
  const child = spawn(process.execPath, [main, ...flags], {
    env: { PATH: process.env.PATH, PORT: '0', METERKIT_SHUTDOWN_GRACE_MS: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  const silence = new AbortController();
  const output = createInterface({ input: child.stdout })
    .on('line', (line) => lines.push(line))
    .on('close', () => silence.abort());

  async function logged(pattern: RegExp): Promise<string> {
    for (let at = 0; ; at++) {
      const line = lines[at] ?? (await once(output, 'line', { signal: silence.signal }))[0];
      if (pattern.test(line)) return line;
    }
  }

  const announced = await logged(/^metrics: /);
  return {
    metricsUrl: announced.slice('metrics: '.length),
    logged,
    stop: async (signal) => {
      child.kill(signal);
      return (await exited)[0];
    },
  };
}
