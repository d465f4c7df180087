import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MvccMetrics, RaftMetrics, StorageMetrics } from '@meterkit/meters/storage';
import type { Telemetry } from '@meterkit/sdk';
import type { Change } from '../grpc/protocol.js';
import type { LogEntry } from '../log/command.js';
import { WriteAheadLog } from '../log/write-ahead-log.js';
import type { StateMachine } from '../store/state-machine.js';
import { FollowerProcess } from './follower-process.js';
import { Leader } from './leader.js';

const LEADER = 'node-1';
const FOLLOWERS = ['node-2', 'node-3'];
const followerMain = new URL('../follower-main.js', import.meta.url);

export interface Cluster {
  readonly leader: Leader;
  readonly followers: readonly FollowerProcess[];
  readonly stop: () => Promise<void>;
}

export interface ClusterOptions {
  /** Holds the log of each node. */
  readonly directory: string;
  /** Of the leader. */
  readonly machine: StateMachine;
  readonly telemetry: Telemetry;
  readonly log: (line: string) => void;
}

/** Starts the leader here and its followers in processes of their own. Resolves when all of the log is applied. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { directory, machine, telemetry, log } = options;
  await mkdir(directory, { recursive: true });
  const logPath = (node: string) => join(directory, `${node}.log`);
  const wal = await WriteAheadLog.open(logPath(LEADER), telemetry.get(StorageMetrics));
  const metrics = telemetry.get(RaftMetrics);
  const apply = applyTo(machine, telemetry);
  const leader = new Leader({ name: LEADER, followers: FOLLOWERS, log: wal, metrics, apply });
  log(`${LEADER}: leads term ${leader.term}, as the first in order: nobody votes`);
  const followers = leader.peers.map((peer) => {
    const onListening = (address: string) => peer.moveTo(address);
    const own = { name: peer.name, logPath: logPath(peer.name), onListening };
    return new FollowerProcess({ ...own, file: followerMain, log });
  });
  await leader.start();
  return {
    leader,
    followers,
    stop: async () => {
      await leader.stop();
      await Promise.all(followers.map((follower) => follower.stop()));
      await wal.close();
    },
  };
}

/** What is done once more of an earlier life is not counted again. */
function applyTo(machine: StateMachine, telemetry: Telemetry) {
  const storage = telemetry.get(StorageMetrics);
  const mvcc = telemetry.get(MvccMetrics);
  return ({ command }: LogEntry, isNew: boolean): Change => {
    const apply = () => machine.apply(command);
    const isCounted = isNew && command.type !== 'none';
    const labels = { operation: command.type, storage: 'revisions' };
    const change = isCounted ? storage.track(labels, apply) : apply();
    mvcc.recordRevision(change.revision);
    if (isCounted && command.type === 'compact') mvcc.recordCompacted();
    return change;
  };
}
