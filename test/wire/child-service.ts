import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A program of `children` as a process of its own. */
export interface ChildService {
  readonly process: ChildProcess;
  /** Its page: the first line that it wrote. */
  readonly url: string;
  /** Exit code and signal. */
  readonly ended: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
}

export async function startChild(
  mode: string,
  program = 'service.mjs',
  env: NodeJS.ProcessEnv = {},
): Promise<ChildService> {
  const child = spawn(process.execPath, [join(__dirname, 'children', program)], {
    env: { ...process.env, MODE: mode, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>; // the event's arguments
  if (child.stdout === null) throw new Error('the output of the child was not piped');
  if (mode === 'ends') child.unref();
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]; // the first line
  return { process: child, url, ended };
}
