import { setTimeout as sleep } from 'node:timers/promises';
import { StorageMetrics } from '@meterkit/meters/storage';
import { Connection } from '../grpc/connection.js';
import { protocol } from '../grpc/protocol.js';
import { openLog } from '../log/write-ahead-log.js';
import { StateMachine } from '../store/state-machine.js';

const { Fetch } = protocol['metastore.Replication'];

const RETRY_MS = 100;

export interface FollowOptions {
  readonly node: string;
  /** Where the leader answers followers. */
  readonly leader: string;
  readonly logPath: string;
}

/**
 * A node that takes the leader's log over, and applies what is committed, until the signal aborts. Rejects if its log is not
 * the leader's, and leaves it as it is. Its metrics are on no page: the leader's tells how far it is.
 */
export async function follow(
  { node, leader, logPath }: FollowOptions,
  machine = new StateMachine(),
  signal?: AbortSignal,
): Promise<void> {
  const log = await openLog(logPath, new StorageMetrics());
  const connection = new Connection(leader);
  let appliedIndex = 0;
  try {
    while (!signal?.aborted) {
      const lastIndex = log.entries.length - 1;
      const lastTerm = log.entries[lastIndex]?.term ?? 0;
      const request = { node, lastIndex, lastTerm, appliedIndex };
      // One that cannot be reached will still have it later.
      const reply = await connection.call(Fetch, request).catch(() => sleep(RETRY_MS));
      if (!reply) continue;
      if (!reply.agrees)
        throw new Error(`${logPath}: expected the log of the leader of ${node}, got another's`);
      await log.append(reply.entries.map((json) => JSON.parse(json)));
      for (const { command } of log.entries.slice(appliedIndex + 1, reply.commitIndex + 1)) {
        appliedIndex += 1;
        try {
          machine.apply(command);
        } catch {
          // The state does not allow it: it did not on the leader either, whose client was told.
        }
      }
    }
  } finally {
    connection.close();
    await log.close();
  }
}
