import { Server } from '@grpc/grpc-js';
import { instrumentServer } from '@meterkit/auto-instrumentation/grpc';
import { StorageMetrics } from '@meterkit/meters/storage';
import { answerUnary } from '../grpc/answer-unary.js';
import { type Listening, listen } from '../grpc/listen.js';
import { type AppendRequest, protocol } from '../grpc/protocol.js';
import { WriteAheadLog } from '../log/write-ahead-log.js';
import { StateMachine } from '../store/state-machine.js';
import { Follower } from './follower.js';

/** Starts a follower on a free port, with the log in `path`. Its metrics are on no page: the leader's tells how far it is. */
export async function startFollower(
  path: string,
  machine = new StateMachine(),
): Promise<Pick<Listening, 'address' | 'close'>> {
  const log = await WriteAheadLog.open(path, new StorageMetrics());
  const follower = new Follower(log, machine);
  const server = new Server({ 'grpc.max_receive_message_length': -1 }); // the leader knows what it sends
  instrumentServer(server); // so that a panic is answered
  server.addService(protocol['metastore.Replication'], {
    Append: answerUnary((request: AppendRequest) => follower.append(request)),
  });
  const { address, close } = await listen(server, '127.0.0.1', 0);
  return {
    address,
    close: async (graceMs) => {
      await close(graceMs);
      await log.close();
    },
  };
}
