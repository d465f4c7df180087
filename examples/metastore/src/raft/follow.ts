import { setTimeout as sleep } from 'node:timers/promises';
import { StorageMetrics } from '@meterkit/meters/storage';
import { connect } from '../grpc/connect.js';
import { protocol } from '../grpc/protocol.js';
import { WriteAheadLog } from '../log/write-ahead-log.js';
import { StateMachine } from '../store/state-machine.js';

const { Fetch } = protocol['metastore.Replication'];

const TIMEOUT_MS = 2000;
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
  const log = await WriteAheadLog.open(logPath, new StorageMetrics());
  const connection = connect(leader);
  let appliedIndex = 0;
  try {
    while (!signal?.aborted) {
      const { lastIndex } = log;
      const request = { node, lastIndex, lastTerm: log.termAt(lastIndex), appliedIndex };
      const reply = await connection
        .call(Fetch, request, { timeoutMs: TIMEOUT_MS })
        .catch(() => sleep(RETRY_MS)); // it cannot be reached: what it has will still be there
      if (!reply) continue;
      if (!reply.agrees)
        throw new Error(`${logPath}: expected the log of the leader of ${node}, got another's`);
      await log.append(reply.entries.map((json) => JSON.parse(json)));
      for (const { command } of log.slice(appliedIndex + 1, reply.commitIndex)) {
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
