import { setTimeout as sleep } from 'node:timers/promises';
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
  const close = async (graceMs: number) => {
    const ended = new Promise((resolve) => server.tryShutdown(resolve));
    await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
    server.forceShutdown(); // grpc-js waits for clients that never close their end
  };
  return { address: `${name}:${bound}`, close };
}
