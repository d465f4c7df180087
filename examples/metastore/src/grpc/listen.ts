import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Server, ServerCredentials } from '@grpc/grpc-js';

export interface Listening {
  /** Such as `127.0.0.1:50051`. */
  readonly address: string;
  /** Takes no more connections; calls under way have `graceMs` to end. */
  readonly close: (graceMs: number) => Promise<void>;
}

/**
 * Listens for a gRPC server, without TLS. Port 0 is a free one. The sockets are accepted here, so that those of clients that
 * never close their end can be cut: grpc-js waits for them.
 */
export async function listen(server: Server, host: string, port: number): Promise<Listening> {
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const sockets = new Set<Socket>();
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    injector.injectConnection(socket);
  });
  await once(listener.listen(port, host), 'listening');
  const bound = listener.address() as AddressInfo; // it listens on no pipe
  return {
    address: `${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`,
    close: async (graceMs) => {
      const closed = once(listener, 'close');
      listener.close();
      injector.drain(graceMs);
      const cut = () => sockets.forEach((socket) => void socket.destroy());
      const timer = setTimeout(cut, graceMs + 100);
      await closed;
      clearTimeout(timer);
      server.forceShutdown();
    },
  };
}
