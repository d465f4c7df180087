import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Server, ServerCredentials } from '@grpc/grpc-js';

export interface Listening {
  /** Such as `127.0.0.1:50051`. */
  readonly address: string;
  readonly port: number;
  /** Takes no more connections; calls under way have `graceMs` to end. */
  readonly close: (graceMs: number) => Promise<void>;
}

/**
 * Listens for a gRPC server, without TLS. The sockets are accepted here and handed over: this way connections can be counted,
 * of which grpc-js tells nothing. Port 0 is a free one.
 */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  onConnection: (socket: Socket) => void = () => {},
): Promise<Listening> {
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const sockets = new Set<Socket>();
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    onConnection(socket);
    injector.injectConnection(socket);
  });
  listener.listen(port, host);
  await once(listener, 'listening');
  const bound = listener.address() as AddressInfo; // it listens on no pipe
  const shownHost = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return {
    address: `${shownHost}:${bound.port}`,
    port: bound.port,
    close: async (graceMs) => {
      const closed = once(listener, 'close');
      listener.close();
      injector.drain(graceMs);
      const cut = () => {
        for (const socket of sockets) socket.destroy(); // of clients that do not close their end
      };
      const timer = setTimeout(cut, graceMs + 100);
      await closed;
      clearTimeout(timer);
      server.forceShutdown();
    },
  };
}
