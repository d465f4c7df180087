import { Server } from '@grpc/grpc-js';
import { instrumentServer } from '@meterkit/auto-instrumentation/grpc';
import { StorageMetrics } from '@meterkit/meters/storage';
import { answerUnary } from '../grpc/answer-unary.js';
import { type Listening, listen } from '../grpc/listen.js';
import { type AppendReply, type AppendRequest, protocol } from '../grpc/protocol.js';
import type { LogEntry } from '../log/command.js';
import { WriteAheadLog } from '../log/write-ahead-log.js';
import { StateMachine } from '../store/state-machine.js';

/**
 * Starts a node that takes the leader's log over, and applies what is committed (Raft, section 5.3), on a free port and with
 * its log in `path`. Its metrics are on no page: the leader's tells how far it is.
 */
export async function startFollower(
  path: string,
  machine = new StateMachine(),
): Promise<Listening> {
  const log = await WriteAheadLog.open(path, new StorageMetrics());
  let ownTerm = log.termAt(log.lastIndex);
  let appliedIndex = 0;
  let busy: Promise<unknown> = Promise.resolve();

  /** The entries of a request that succeeds are on the disk. */
  async function append(request: AppendRequest): Promise<AppendReply> {
    const { term, previousIndex, previousTerm, entries, commitIndex } = request;
    const isFollowed = term >= ownTerm;
    if (isFollowed) ownTerm = term;
    const success = isFollowed && log.termAt(previousIndex) === previousTerm;
    if (success) {
      // Nothing it has is ever taken back: all of it was in the leader's log before, and that one stays the leader.
      const lacking = entries.slice(log.lastIndex - previousIndex);
      if (lacking.length > 0) await log.append(lacking.map((json): LogEntry => JSON.parse(json)));
      applyUpTo(Math.min(commitIndex, previousIndex + entries.length));
    }
    const lastIndex = success ? previousIndex + entries.length : log.lastIndex;
    return { term: ownTerm, success, lastIndex, appliedIndex };
  }

  function applyUpTo(index: number): void {
    for (const { command } of log.slice(appliedIndex + 1, index)) {
      appliedIndex += 1;
      try {
        machine.apply(command);
      } catch {
        // The state does not allow it: it did not on the leader either, whose client was told.
      }
    }
  }

  const server = new Server({ 'grpc.max_receive_message_length': -1 }); // the leader knows what it sends
  instrumentServer(server); // so that a panic is answered
  server.addService(protocol['metastore.Replication'], {
    Append: answerUnary((request: AppendRequest) => {
      const reply = busy.then(() => append(request)); // one after the other
      busy = reply.catch(() => {}); // the next one is a new attempt
      return reply;
    }),
  });
  const { address, close } = await listen(server, '127.0.0.1', 0);
  return { address, close: (graceMs) => close(graceMs).then(() => log.close()) };
}
