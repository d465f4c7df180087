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

  /** The entries of a request that succeeds are on the disk. A log that is not the leader's is left as it is. */
  async function append(request: AppendRequest): Promise<AppendReply> {
    const { term, previousIndex, previousTerm, commitIndex } = request;
    const entries: LogEntry[] = request.entries.map((json) => JSON.parse(json));
    const lastIndex = previousIndex + entries.length;
    const known = log.slice(previousIndex + 1, lastIndex); // from an attempt whose reply was lost
    const agrees =
      log.termAt(previousIndex) === previousTerm &&
      known.every((entry, i) => entry.term === entries[i]?.term);
    const isFollowed = term >= ownTerm;
    if (isFollowed) ownTerm = term;
    if (!isFollowed || !agrees)
      return { term: ownTerm, success: false, lastIndex: log.lastIndex, appliedIndex };
    if (known.length < entries.length) await log.append(entries.slice(known.length));
    applyUpTo(Math.min(commitIndex, lastIndex));
    return { term: ownTerm, success: true, lastIndex, appliedIndex };
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
