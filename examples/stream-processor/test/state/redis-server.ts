import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** A Redis of a test, which keeps nothing on disk. */
export interface RedisServer {
  readonly url: string;
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>;
  /** Another one, with nothing in it, on the same port. */
  readonly startAgain: () => Promise<void>;
}

export async function startRedisServer(
  program: string,
  flags: readonly string[] = [],
): Promise<RedisServer> {
  const port = await freePort();
  let child = await start();

  async function start(): Promise<ChildProcess> {
    const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', ...flags];
    const started = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: started.stdout }))
      if (line.includes('Ready to accept connections')) break;
    started.stdout.resume();
    return started;
  }

  return {
    url: `redis://127.0.0.1:${port}`,
    kill: async () => {
      const exited = once(child, 'exit');
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await exited;
    },
    startAgain: async () => {
      child = await start();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on no pipe
  await new Promise((resolve) => server.close(resolve));
  return port;
}
