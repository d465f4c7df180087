import { once } from 'node:events';
import type { Socket } from 'node:net';
import { activeOf, recorded, recording, requestsOf, stopRecording } from '../recording.js';
import { rawClient, received, serve, stopServing } from '../serving.js';

afterEach(async () => {
  stopRecording();
  await stopServing();
});

const UPGRADE =
  'GET /chat HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';

test('an upgrade is recorded when it is answered, with the status that was written', async () => {
  const { store } = recording();
  const { port, server } = await serve(() => {});
  server.on('upgrade', (_, socket: Socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n');
    socket.on('data', (data) => socket.write(data));
  });

  const client = await rawClient(port, UPGRADE);
  await once(client, 'data');
  await recorded(store, 1);

  expect(requestsOf(store)).toEqual({ 'GET 101 http 1.1': 1 });
  expect(activeOf(store)).toEqual({});
  client.write('frame');
  expect(String((await once(client, 'data'))[0])).toBe('frame');
  expect(requestsOf(store)).toEqual({ 'GET 101 http 1.1': 1 });
});

test('an upgrade that is refused has the status of the refusal', async () => {
  const { store } = recording();
  const { port, server } = await serve(() => {});
  server.on('upgrade', (_, socket: Socket) => socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n'));

  expect(await received(await rawClient(port, UPGRADE))).toContain('401');
  await recorded(store, 1);

  expect(requestsOf(store)).toEqual({ 'GET 401 http 1.1': 1 });
});

test('an upgrade that nobody answers is recorded when the client leaves', async () => {
  const { store } = recording();
  const { port, server } = await serve(() => {});
  server.on('upgrade', (_, socket: Socket) => socket.resume().on('end', () => socket.destroy()));

  const client = await rawClient(port, UPGRADE);
  await once(server, 'upgrade');
  expect(activeOf(store)).toEqual({ 'GET http': 1 });
  client.destroy();
  await recorded(store, 1);

  expect(requestsOf(store)).toEqual({ 'GET http 1.1 error ECONNRESET': 1 });
  expect(activeOf(store)).toEqual({});
});

test('CONNECT is recorded like an upgrade', async () => {
  const { store } = recording();
  const { port, server } = await serve(() => {});
  server.on('connect', (_, socket: Socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));

  await received(await rawClient(port, 'CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n'));
  await recorded(store, 1);

  expect(requestsOf(store)).toEqual({ 'CONNECT 200 http 1.1': 1 });
});

test('without a listener of the application it is an ordinary request, also when there was one', async () => {
  const { store } = recording();
  const { port, server } = await serve((_, response) => response.end('plain'));
  const text = `${UPGRADE.replace('Connection: Upgrade', 'Connection: Upgrade, close')}`;

  expect(await received(await rawClient(port, text))).toContain('plain');
  const listener = (_: unknown, socket: Socket) => socket.end('HTTP/1.1 101 S\r\n\r\n');
  server.on('upgrade', listener);
  expect(await received(await rawClient(port, text))).toContain('101');
  server.off('upgrade', listener);
  expect(server.listenerCount('upgrade')).toBe(0);
  expect(await received(await rawClient(port, text))).toContain('plain');
  await recorded(store, 3);

  expect(requestsOf(store)).toEqual({ 'GET 101 http 1.1': 1, 'GET 200 http 1.1': 2 });
});

test('a server that has closed is let go of', async () => {
  recording();
  const { port, server } = await serve(() => {});
  server.on('upgrade', (_, socket: Socket) => socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n'));
  await received(await rawClient(port, UPGRADE));
  expect(server.listenerCount('upgrade')).toBe(2);

  server.close();
  await once(server, 'close');

  expect(server.listenerCount('upgrade')).toBe(1);
  expect(server.listenerCount('removeListener')).toBe(0);
});

test('stopping takes its listeners and marks off', async () => {
  const { store, stop } = recording();
  const { port, server } = await serve(() => {});
  server.on('upgrade', () => {});
  await rawClient(port, UPGRADE);
  const [, socket] = await once(server, 'upgrade');

  stop();

  expect(server.listenerCount('upgrade')).toBe(1);
  expect(server.listenerCount('removeListener')).toBe(0);
  expect(Object.hasOwn(socket, 'write')).toBe(false);
  expect(activeOf(store)).toEqual({});
});
