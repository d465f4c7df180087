import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The store with its followers as processes of their own, as `npm start` runs it. */
export interface StoreProcess {
  /** What it has printed so far. */
  readonly lines: readonly string[];
  /** Resolves to what follows in a line that begins so, the `count`-th one that does, also one that was printed before. */
  readonly line: (start: string, count?: number) => Promise<string>;
  /** Sends a signal and resolves to the exit code. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
  /** The exit code, when it ends by itself. */
  readonly exited: Promise<number | null>;
}

/** Starts what is built, `main.js` unless said. */
export function startStoreProcess(
  env: Readonly<Record<string, string>>,
  file = 'main.js',
): StoreProcess {
  const path = join(__dirname, '../dist', file);
  if (!existsSync(path)) throw new Error(`${path}: expected the built store; run npm run build`);
  const fixed = { PATH: process.env.PATH, PORT: '0', GRPC_PORT: '0', OTEL_LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [path], {
    env: { ...fixed, METERKIT_SHUTDOWN_GRACE_MS: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null); // its documented argument
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));

  return {
    lines,
    exited,
    async line(start, count = 1) {
      for (;;) {
        const found = lines.filter((line) => line.startsWith(start))[count - 1];
        if (found !== undefined) return found.slice(start.length);
        const hasEnded = child.exitCode !== null || child.signalCode !== null;
        if (hasEnded) throw new Error(`no "${start}" in: ${lines.join('\n')}`);
        await Promise.race([once(output, 'line'), exited]);
      }
    },
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}
