import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The processor as a process of its own, as `npm start` runs it. */
export interface ProcessorProcess {
  /** What it has printed so far, errors too. */
  readonly lines: readonly string[];
  /** Resolves to what follows in the next line that begins so; each line is given once. */
  readonly line: (start: string) => Promise<string>;
  /** Sends a signal and resolves to the exit code. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
  /** The exit code, when it ends by itself. */
  readonly exited: Promise<number | null>;
}

/** Starts what is built, `main.js` unless said. */
export function startProcessorProcess(
  env: Readonly<Record<string, string>>,
  file = 'main.js',
): ProcessorProcess {
  const path = join(__dirname, '../dist', file);
  if (!existsSync(path))
    throw new Error(`${path}: expected the built processor; run npm run build`);
  const child = spawn(process.execPath, [path], {
    env: { PATH: process.env.PATH, PORT: '0', METERKIT_SHUTDOWN_GRACE_MS: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'close').then(([code]) => code as number | null); // its documented argument
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  let closed = false;
  output.on('close', () => {
    closed = true;
  });
  const taken = new Set<number>();

  return {
    lines,
    exited,
    async line(start) {
      for (;;) {
        const at = lines.findIndex((line, i) => !taken.has(i) && line.startsWith(start));
        taken.add(at);
        if (at >= 0) return lines[at]?.slice(start.length) ?? '';
        if (closed) throw new Error(`no "${start}" in: ${lines.join('\n')}`);
        await Promise.race([once(output, 'line'), once(output, 'close')]);
      }
    },
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}
