import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FollowOptions } from './follow.js';

const followerMain = new URL('../../dist/follower-main.js', import.meta.url); // a process needs what is built
const RESTART_MS = 500;

export type FollowerProcess = ReturnType<typeof startFollowerProcess>;

/** Starts a follower in a process of its own, and again whenever it ends. */
export function startFollowerProcess(
  { node, leader, logPath }: FollowOptions,
  log: (line: string) => void,
) {
  let child: ChildProcess | undefined;
  let isStopped = false;

  async function run(): Promise<void> {
    while (!isStopped) {
      child = fork(followerMain, [node, leader, logPath]);
      log(`${node}: pid ${child.pid}`);
      const [code, signal] = await once(child, 'exit');
      log(`${node}: ended (${signal ?? code})`);
      if (!isStopped) await sleep(RESTART_MS);
    }
  }

  const ended = run();
  return {
    /** Ends it as a crash does; it is started again. */
    kill: () => child?.kill('SIGKILL'),
    stop: (): Promise<void> => {
      isStopped = true;
      child?.kill('SIGTERM');
      return ended;
    },
  };
}
