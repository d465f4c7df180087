import { Server, type ServerInterceptor } from '@grpc/grpc-js';
import { listen } from '../src/grpc/listen.js';
import { protocol } from '../src/grpc/protocol.js';
import { unary } from '../src/grpc/unary.js';

/** A gRPC server on a free port, with a Range that finds nothing. */
export async function startServer(interceptors: readonly ServerInterceptor[] = []) {
  const server = new Server({ interceptors: [...interceptors] });
  const { Range } = protocol['metastore.KeyValue'];
  server.addService({ Range }, { Range: unary(() => ({ revision: 1, items: [] })) });
  const address = await listen(server, '127.0.0.1', 0);
  return { address, close: () => server.forceShutdown() };
}
