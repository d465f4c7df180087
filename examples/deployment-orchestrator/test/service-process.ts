import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const main = join(__dirname, '../dist/main.js');

/** The service as a process of its own, as `npm start` runs it. */
export interface ServiceProcess {
  readonly url: string;
  /** The messages that it had logged when it was up. */
  readonly messages: readonly string[];
  /** Sends SIGTERM and resolves to the exit code. */
  stop(): Promise<number | null>;
}

/** Starts what is built, on a free port, and resolves when its metrics page is up. */
export async function startServiceProcess(
  env: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  if (!existsSync(main)) throw new Error(`${main}: expected the built service; run npm run build`);
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const messages: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    messages.push(messageOf(line));
    if (messages.at(-1)?.startsWith('Prometheus metrics endpoint enabled')) break;
  }
  child.stdout.resume(); // nobody reads the rest, and a full pipe would hold the service up
  const url = messages.join('\n').match(/Server listening at (\S+)/)?.[1];
  if (url === undefined) throw new Error(`the service did not start:\n${messages.join('\n')}`);
  return { url, messages, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<number | null> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = (await exited) as [number | null]; // documented arguments of the event
  return code;
}

function messageOf(line: string): string {
  try {
    return (JSON.parse(line) as { msg: string }).msg; // the logger's format
  } catch {
    return line;
  }
}
