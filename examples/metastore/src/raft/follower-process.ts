import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Peer } from './peer.js';

const followerMain = new URL('../follower-main.js', import.meta.url);
const RESTART_MS = 500;

export interface FollowerProcessOptions {
  /** Is told the address whenever it has started. */
  readonly peer: Peer;
  /** The file of its log. */
  readonly logPath: string;
  readonly log: (line: string) => void;
  /** What the process runs. */
  readonly file?: URL | string;
}

/** A follower in a process of its own, which is started again when it ends. */
export class FollowerProcess {
  readonly #options: FollowerProcessOptions;
  #child: ChildProcess;
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
    if (this.#child.kill('SIGTERM')) await once(this.#child, 'exit');
  }

  #start(): ChildProcess {
    const { peer, logPath, log, file = followerMain } = this.#options;
    const child = fork(file, [logPath], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.once('message', (address) => {
      log(`${peer.name}: pid ${child.pid}`);
      peer.moveTo(String(address));
    });
    child.once('exit', (code, signal) => {
      if (this.#isStopped) return;
      log(`${peer.name}: ended (${signal ?? code})`);
      setTimeout(() => {
        if (!this.#isStopped) this.#child = this.#start();
      }, RESTART_MS).unref();
    });
    return child;
  }
}
