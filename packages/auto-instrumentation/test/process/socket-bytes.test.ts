import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import * as https from 'node:https';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { finished } from 'node:stream/promises';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { Client } from 'undici';
import { SocketBytes } from '../../src/process/socket-bytes.js';

const CHANNELS = [
  'net.client.socket',
  'net.server.socket',
  'http.client.request.start',
  'undici:client:connected',
];

/** TLS by a shared key: no certificate has to be made for a test. */
const psk = {
  ciphers: 'PSK',
  maxVersion: 'TLSv1.2' as const,
  pskCallback: () => ({ psk: Buffer.from('0123456789abcdef'), identity: 'test' }),
  checkServerIdentity: () => undefined,
};
const pskServer = { ...psk, pskCallback: () => Buffer.from('0123456789abcdef') };

const counters: SocketBytes[] = [];
const servers: Server[] = [];

afterEach(async () => {
  for (const counter of counters.splice(0)) counter.stop();
  await Promise.all(
    servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))),
  );
});

function started(): SocketBytes {
  const counter = new SocketBytes();
  counter.start();
  counters.push(counter);
  return counter;
}

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port; // of a server that listens on TCP
}

/** Client and server side of a connection over which the client has sent 1000 bytes and got 30 000. */
async function conversation(): Promise<readonly [client: Socket, server: Socket]> {
  const server = createTcpServer();
  const client = connect(await listening(server), '127.0.0.1');
  const [accepted] = (await once(server, 'connection')) as [Socket];
  client.write('a'.repeat(1000));
  for (let got = 0; got < 1000; ) got += ((await once(accepted, 'data')) as [Buffer])[0].length;
  accepted.write('b'.repeat(30_000));
  for (let got = 0; got < 30_000; ) got += ((await once(client, 'data')) as [Buffer])[0].length;
  return [client, accepted];
}

test('both ends of a connection count, while it is open and after it is closed', async () => {
  const bytes = started();
  const sockets = await conversation();
  expect(bytes.totals()).toEqual({ received: 31_000, sent: 31_000 });
  for (const socket of sockets) socket.destroy();
  await Promise.all(sockets.map((socket) => once(socket, 'close')));
  expect(bytes.totals()).toEqual({ received: 31_000, sent: 31_000 });
  const more = await conversation();
  expect(bytes.totals()).toEqual({ received: 62_000, sent: 62_000 });
  for (const socket of more) socket.destroy();
});

test('a socket whose listeners were all removed counts once it is closed, too', async () => {
  const bytes = started();
  const sockets = await conversation();
  for (const socket of sockets) {
    socket.removeAllListeners();
    socket.destroy();
    await once(socket, 'close');
  }
  expect(bytes.totals()).toEqual({ received: 31_000, sent: 31_000 });
  expect(bytes.totals()).toEqual({ received: 31_000, sent: 31_000 });
});

test('requests over a connection that is kept alive count its bytes once', async () => {
  const bytes = started();
  const server = createServer((_request, response) => response.end('x'.repeat(500)));
  const port = await listening(server);
  const sockets = new Set<Socket>();
  for (let i = 0; i < 3; i++) {
    const sent = request({ port, host: '127.0.0.1', headers: { connection: 'keep-alive' } });
    sent.end();
    const [response] = await once(sent, 'response');
    sockets.add(response.socket);
    await finished(response.resume());
  }
  const ends = [...sockets].reduce(
    (sum, socket) => sum + socket.bytesRead + socket.bytesWritten,
    0,
  );
  const { received, sent } = bytes.totals();
  expect(received + sent).toBe(ends * 2); // this process is both ends
  server.closeAllConnections();
});

test('TLS over a socket is the bytes of that socket, with those of TLS', async () => {
  const bytes = started();
  const server = createTlsServer(pskServer, (socket) => socket.end('y'.repeat(2000)));
  const port = await listening(server);
  const raw = connect(port, '127.0.0.1');
  const closed = once(raw, 'close');
  const [accepted] = (await once(server, 'connection')) as [Socket];
  const socket = connectTls({ ...psk, socket: raw });
  channel('undici:client:connected').publish({ socket }); // as undici does through a proxy
  socket.resume();
  await Promise.all([closed, once(accepted, 'close')]);
  expect(raw.bytesRead).toBeGreaterThan(2000);
  expect(bytes.totals()).toEqual({
    received: raw.bytesRead + accepted.bytesRead,
    sent: raw.bytesWritten + accepted.bytesWritten,
  });
});

test('connections of HTTPS requests are seen, of which net tells nothing', async () => {
  const server = https.createServer(pskServer, (_request, response) =>
    response.end('z'.repeat(5000)),
  );
  const port = await listening(server);
  const bytes = started();
  const sent = https.request({ ...psk, port, host: '127.0.0.1', agent: false });
  sent.end();
  const [response] = await once(sent, 'response');
  await finished(response.resume());
  expect(bytes.totals().received).toBeGreaterThan(5000);
  server.closeAllConnections();
});

test('connections of undici are seen, those over TLS included', async () => {
  const server = https.createServer(pskServer, (_request, response) =>
    response.end('z'.repeat(5000)),
  );
  const port = await listening(server);
  const bytes = started();
  const client = new Client(`https://127.0.0.1:${port}`, { connect: psk });
  const { body } = await client.request({ path: '/', method: 'GET' });
  expect(await body.text()).toHaveLength(5000);
  expect(bytes.totals().received).toBeGreaterThan(5000);
  await client.destroy();
  server.closeAllConnections();
});

test('what is no socket is passed over', () => {
  const bytes = started();
  for (const message of [{}, { socket: null }, { socket: {} }, { request: { socket: null } }])
    for (const name of CHANNELS) channel(name).publish(message);
  expect(bytes.totals()).toEqual({ received: 0, sent: 0 });
});

test('after stop() no channel and no socket has a listener of it', async () => {
  const bytes = started();
  const sockets = await conversation();
  const before = sockets.map((socket) => socket.listenerCount('close'));
  bytes.stop();
  expect(sockets.map((socket) => socket.listenerCount('close'))).toEqual(
    before.map((count) => count - 1),
  );
  expect(CHANNELS.filter((name) => channel(name).hasSubscribers)).toEqual([]);
  for (const socket of sockets) socket.destroy();
});
