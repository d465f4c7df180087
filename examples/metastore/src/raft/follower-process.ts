import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

const RESTART_MS = 500;

export interface FollowerProcessOptions {
  readonly name: string;
  /** The built follower-main.js. */
  readonly file: URL | string;
  /** The file of its log. */
  readonly logPath: string;
  /** Called with its address whenever it has started. */
  readonly onListening: (address: string) => void;
  readonly log: (line: string) => void;
}

/** A follower in a process of its own, which is started again when it ends. */
export class FollowerProcess {
  readonly #options: FollowerProcessOptions;
  #child: ChildProcess;
  #restart: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: FollowerProcessOptions) {
    this.#options = options;
    this.#child = this.#start();
  }

  /** Ends it as a crash does. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#restart);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }

  #start(): ChildProcess {
    const { name, file, logPath, onListening, log } = this.#options;
    const child = fork(file, [logPath], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.once('message', (address) => {
      log(`${name}: pid ${child.pid}`);
      onListening(String(address));
    });
    child.once('exit', (code, signal) => {
      if (this.#isStopped) return;
      log(`${name}: ended (${signal ?? code})`);
      this.#restart = setTimeout(() => {
        this.#child = this.#start();
      }, RESTART_MS);
    });
    return child;
  }
}
