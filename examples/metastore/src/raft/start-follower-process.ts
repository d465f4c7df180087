import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

const followerMain = new URL('../../dist/follower-main.js', import.meta.url); // a process needs what is built
const RESTART_MS = 500;

export interface FollowerProcess {
  /** Ends it as a crash does; it is started again. */
  readonly kill: () => void;
  readonly stop: () => Promise<void>;
}

export interface FollowerProcessOptions {
  readonly node: string;
  /** Where the leader answers followers. */
  readonly leader: string;
  readonly logPath: string;
  readonly log: (line: string) => void;
}

/** Starts a follower in a process of its own, and again whenever it ends. */
export function startFollowerProcess(options: FollowerProcessOptions): FollowerProcess {
  const { node, leader, logPath, log } = options;
  let restart: NodeJS.Timeout | undefined;
  let isStopped = false;
  let child = start();

  function start(): ChildProcess {
    const started = fork(followerMain, [node, leader, logPath], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    log(`${node}: pid ${started.pid}`);
    started.once('exit', (code, signal) => {
      if (isStopped) return;
      log(`${node}: ended (${signal ?? code})`);
      restart = setTimeout(() => {
        child = start();
      }, RESTART_MS).unref();
    });
    return started;
  }

  return {
    kill: () => child.kill('SIGKILL'),
    stop: async () => {
      isStopped = true;
      clearTimeout(restart);
      if (child.kill('SIGTERM')) await once(child, 'exit');
    },
  };
}
