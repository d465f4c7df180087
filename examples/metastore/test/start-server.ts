import { Server, type ServerInterceptor } from '@grpc/grpc-js';
import { addUnary } from '../src/grpc/add-unary.js';
import { listen } from '../src/grpc/listen.js';
import { protocol } from '../src/grpc/protocol.js';

/** A gRPC server on a free port, with a Range that finds nothing. */
export async function startServer(interceptors: readonly ServerInterceptor[] = []) {
  const server = new Server({ interceptors: [...interceptors] });
  const { Range } = protocol['metastore.KeyValue'];
  addUnary(server, { Range }, { Range: () => ({ revision: 1, items: [] }) });
  const address = await listen(server, '127.0.0.1', 0);
  return { address, close: () => server.forceShutdown() };
}
