import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A worker as a process of its own, as `npm start` runs it. */
export interface WorkerProcess {
  /** What it has printed so far. */
  readonly lines: readonly string[];
  /** Resolves to what follows in the line that begins so, also one that was printed before. */
  readonly line: (start: string) => Promise<string>;
  /** Sends SIGTERM and resolves to the exit code. */
  readonly stop: () => Promise<number | null>;
  /** Ends it, in whatever state it is. */
  readonly kill: () => void;
  /** The exit code, when it ends by itself. */
  readonly exited: Promise<number | null>;
}

/** Starts what is built, `main.js` unless said. */
export function startWorkerProcess(
  env: Readonly<Record<string, string>>,
  file = 'main.js',
): WorkerProcess {
  const path = join(__dirname, '../dist', file);
  if (!existsSync(path)) throw new Error(`${path}: expected the built worker; run npm run build`);
  const child = spawn(process.execPath, [path], {
    env: { PATH: process.env.PATH, PORT: '0', THREADS: '2', OTEL_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null); // its documented argument
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));

  return {
    lines,
    exited,
    async line(start) {
      for (;;) {
        const found = lines.find((line) => line.startsWith(start));
        if (found !== undefined) return found.slice(start.length);
        if (child.exitCode !== null) throw new Error(`no "${start}" in: ${lines.join('\n')}`);
        await Promise.race([once(output, 'line'), exited]);
      }
    },
    kill: () => void child.kill('SIGKILL'),
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
