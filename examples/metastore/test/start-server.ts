import type { Socket } from 'node:net';
import {
  Server,
  type ServerInterceptor,
  type ServerWritableStream,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { answerStream, answerUnary, type OnPanic } from '../src/grpc/answer.js';
import { listen } from '../src/grpc/listen.js';
import type { RangeRequest, RangeResponse, WatchResponse } from '../src/grpc/messages.js';
import { protocol } from '../src/grpc/protocol.js';

export type WatchCall = ServerWritableStream<{ readonly prefix: string }, WatchResponse>;

export interface TestServerOptions {
  readonly interceptors: readonly ServerInterceptor[];
  readonly onConnection?: (socket: Socket) => void;
  readonly onPanic?: OnPanic;
  readonly range?: (request: RangeRequest) => RangeResponse | Promise<RangeResponse>;
  readonly watch?: (call: WatchCall) => void;
}

/** A gRPC server on a free port, with a Range and a Watch that the test decides about. */
export async function startServer(options: TestServerOptions) {
  const { interceptors, onConnection, onPanic = () => {} } = options;
  const { range = () => ({ revision: 1, items: [] }), watch = () => {} } = options;
  const server = new Server({ interceptors: [...interceptors] });
  const add = (name: keyof typeof protocol, service: UntypedServiceImplementation) =>
    server.addService(protocol[name], service);
  add('metastore.KeyValue', { Range: answerUnary(range, onPanic) });
  add('metastore.Watch', { Watch: answerStream(watch, onPanic) });
  const listening = await listen(server, { host: '127.0.0.1', port: 0 }, onConnection);
  return { address: listening.address, close: () => listening.close(0) };
}
