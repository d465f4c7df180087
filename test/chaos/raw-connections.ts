import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export const GET_PAGE = 'GET /metrics HTTP/1.1\r\nHost: chaos\r\n\r\n';

/** A connection of which nothing is read until somebody asks for it. Errors end it, and are nobody's. */
export async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  await once(socket, 'connect');
  return socket.on('error', () => undefined);
}

export function openMany(port: number, count: number): Promise<Socket[]> {
  return Promise.all(Array.from({ length: count }, () => open(port)));
}

/** Resolves when the system has the bytes, or will never take them. */
export function send(socket: Socket, bytes: string | Buffer): Promise<void> {
  return new Promise((resolve) => void socket.write(bytes, 'latin1', () => resolve()));
}

/** Everything that comes until the connection ends, byte for byte. */
export async function answerOn(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks).toString('latin1');
}

/** Sends this, and gives what is answered; says nothing more, and leaves when the answer has begun. */
export async function exchange(port: number, bytes: string | Buffer): Promise<string> {
  const socket = await open(port);
  socket.once('data', () => socket.end());
  const answer = answerOn(socket);
  await send(socket, bytes);
  return answer;
}

/** The status of an answer; `nothing` when there is none. */
export function statusOf(answer: string): number | 'nothing' {
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1];
  return status === undefined ? 'nothing' : Number(status);
}

/** Resolves when all of them are closed on this side. */
export async function closeAll(sockets: readonly Socket[]): Promise<void> {
  await Promise.all(
    sockets.map((socket) => {
      const closed = socket.closed || new Promise((resolve) => socket.once('close', resolve));
      socket.destroy();
      return closed;
    }),
  );
}
