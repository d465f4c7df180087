import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FollowOptions } from './follow.js';

const followerMain = new URL('../../dist/follower-main.js', import.meta.url); // a process needs what is built
const RESTART_MS = 500;

export interface FollowerProcess {
  /** Ends it as a crash does; it is started again. */
  readonly kill: () => void;
  readonly stop: () => Promise<void>;
}

/** Starts a follower in a process of its own, and again whenever it ends. */
export function startFollowerProcess(
  { node, leader, logPath }: FollowOptions,
  log: (line: string) => void,
): FollowerProcess {
  let child: ChildProcess | undefined;
  let isStopped = false;

  async function run(): Promise<void> {
    while (!isStopped) {
      child = fork(followerMain, [node, leader, logPath], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      log(`${node}: pid ${child.pid}`);
      const [code, signal] = await once(child, 'exit');
      if (isStopped) return;
      log(`${node}: ended (${signal ?? code})`);
      await sleep(RESTART_MS);
    }
  }

  const ended = run();
  return {
    kill: () => child?.kill('SIGKILL'),
    stop: () => {
      isStopped = true;
      child?.kill('SIGTERM');
      return ended;
    },
  };
}
