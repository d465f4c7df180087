import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection to the server of a URL; an error of it is nothing but its end. */
export async function connected(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Sends bytes on a connection of their own, and gives all that comes until the server ends it. */
export async function exchange(url: string, bytes: string): Promise<string> {
  const socket = await connected(url);
  socket.write(bytes, 'latin1');
  return received(socket);
}

/** All that comes on a connection until the server ends it. */
export function received(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.once('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}
