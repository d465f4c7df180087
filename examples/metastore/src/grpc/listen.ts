import { promisify } from 'node:util';
import { type Server, ServerCredentials } from '@grpc/grpc-js';

/** Listens without TLS; port 0 is a free one. Resolves to the address, such as `127.0.0.1:50051`. */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  const name = host.includes(':') ? `[${host}]` : host;
  const bind = promisify<string, ServerCredentials, number>(server.bindAsync.bind(server));
  const bound = await bind(`${name}:${port}`, ServerCredentials.createInsecure());
  return `${name}:${bound}`;
}
