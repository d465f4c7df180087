import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

const servers: Server[] = [];
const clients: Socket[] = [];

export interface Serving {
  readonly server: Server;
  readonly port: number;
  readonly origin: string;
}

/** A server that answers so until {@link stopServing}. */
export function serve(listener: RequestListener): Promise<Serving> {
  return listening(createServer(listener));
}

/** Lets a server listen until {@link stopServing}. */
export async function listening(server: Server): Promise<Serving> {
  servers.push(server);
  // A server forgets what it has handed over after an upgrade.
  server.on('connection', (socket: Socket) => clients.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  return { server, port, origin: `http://127.0.0.1:${port}` };
}

/** A client that says what it is told and nothing else. */
export async function rawClient(port: number, text?: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  clients.push(socket);
  await once(socket, 'connect');
  if (text !== undefined) socket.write(text);
  return socket;
}

/** All that comes until the other side ends. */
export async function received(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

/** For `afterEach`. */
export async function stopServing(): Promise<void> {
  for (const client of clients.splice(0)) client.destroy();
  const closed = servers.splice(0).map((server) => {
    const end = server.listening ? once(server, 'close') : undefined;
    server.close();
    server.closeAllConnections?.();
    return end;
  });
  await Promise.all(closed);
}
