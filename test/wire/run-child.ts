import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** How a program ended, and what it wrote. */
export interface EndedChild {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of `children` to its end. */
export async function runChild(
  program: string,
  env: NodeJS.ProcessEnv,
  flags: readonly string[] = [],
): Promise<EndedChild> {
  const child = spawn(process.execPath, [...flags, join(__dirname, 'children', program)], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const [stdout, stderr, ended] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    once(child, 'close'),
  ]);
  const [code, signal] = ended as [number | null, NodeJS.Signals | null]; // the event's arguments
  return { code, signal, stdout, stderr };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}
