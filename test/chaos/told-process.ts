import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface ToldProcessOptions {
  readonly env: Readonly<Record<string, string>>;
  /** The most descriptors that it may have open. */
  readonly descriptors?: number | undefined;
}

/** A program of `children/` that does what it is told on its channel, one thing after the other. */
export class ToldProcess {
  readonly #process: ChildProcess;
  readonly #ended: Promise<never>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(program: string, { env, descriptors }: ToldProcessOptions) {
    const limit = descriptors === undefined ? '' : `ulimit -n ${descriptors}; `;
    const file = join(__dirname, 'children', program);
    // the shell becomes the program
    this.#process = spawn(
      'sh',
      ['-c', `${limit}exec "$@"`, 'sh', process.execPath, '--expose-gc', file],
      {
        env: { ...process.env, NODE_OPTIONS: '', ...env },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    this.#ended = once(this.#process, 'exit').then(([code, signal]) => {
      throw new Error(`${program} has ended: ${code ?? signal}`);
    });
    this.#ended.catch(() => undefined); // it may be that nobody waits
  }

  /** What it says of itself. */
  async message<T>(): Promise<T> {
    const [message] = await Promise.race([once(this.#process, 'message'), this.#ended]);
    return message as T; // the caller knows the program
  }

  /** Tells it something, and gives what it answers. */
  tell<T>(message: string | readonly unknown[]): Promise<T> {
    const answer = this.#last.then(() => {
      const told = this.message<T>();
      this.#process.send(message, () => undefined); // that it has ended is told by the other
      return told;
    });
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }
}
