import { promisify } from 'node:util';
import { type Server, ServerCredentials } from '@grpc/grpc-js';

export interface Listening {
  /** Such as `127.0.0.1:50051`. */
  readonly address: string;
  /** Takes no more connections; calls under way have `graceMs` to end. */
  readonly close: (graceMs: number) => Promise<void>;
}

/** Listens for a gRPC server, without TLS. Port 0 is a free one. */
export async function listen(server: Server, host: string, port: number): Promise<Listening> {
  const name = host.includes(':') ? `[${host}]` : host;
  const bind = promisify<string, ServerCredentials, number>(server.bindAsync.bind(server));
  const bound = await bind(`${name}:${port}`, ServerCredentials.createInsecure());
  return {
    address: `${name}:${bound}`,
    close: (graceMs) =>
      new Promise((resolve) => {
        const force = () => resolve(server.forceShutdown()); // grpc-js waits for clients that never close their end
        const timer = setTimeout(force, graceMs);
        server.tryShutdown(() => resolve(clearTimeout(timer)));
      }),
  };
}
