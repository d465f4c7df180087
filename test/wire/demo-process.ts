import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** The demo as a process of its own. */
export interface DemoProcess {
  /** Its page. */
  readonly url: string;
  /** What it prints from now on; ends with the demo. */
  readonly lines: AsyncIterable<string>;
  /** All of its standard error. */
  readonly complaints: Promise<string>;
  readonly exitCode: Promise<number | null>;
  /** Ends what is left of its process group; false when nothing is. */
  kill(): boolean;
}

/** Starts what `npm run demo -- NAME` starts, as it does: the example's own demo script, without a shell, in a group of its own. */
export async function startDemo(
  name: string,
  env: Readonly<Record<string, string>>,
): Promise<DemoProcess> {
  const example = join(__dirname, '../../examples', name);
  const { scripts } = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'));
  const child = spawn('sh', ['-c', `exec ${scripts.demo}`], {
    cwd: example,
    detached: true,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exitCode = once(child, 'exit').then(([code]) => code as number | null); // the event's first argument
  const complaints = text(child.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await lines.next();
    if (done) throw new Error(`the demo ended without a page: ${await complaints}`);
    const url = /^metrics: (http:\S+)$/.exec(value)?.[1];
    if (url === undefined) continue;
    const rest = { [Symbol.asyncIterator]: () => lines };
    return { url, lines: rest, complaints, exitCode, kill: () => killGroup(child.pid ?? 0) };
  }
}

function killGroup(id: number): boolean {
  try {
    return process.kill(-id, 'SIGKILL');
  } catch {
    return false; // there is no such group
  }
}
