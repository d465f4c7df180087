import { once } from 'node:events';
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  createSecureServer,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ignoreRequest, setRoute } from '../../../src/http/index.js';
import { certificate } from '../certificate.js';
import { activeOf, bytesOf, recorded, recording, requestsOf, stopRecording } from '../recording.js';

const ends: (() => void)[] = [];
afterEach(() => {
  stopRecording();
  for (const end of ends.splice(0)) end();
});

async function listening(server: Http2Server): Promise<ClientHttp2Session> {
  server.listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  const protocol = 'setSecureContext' in server ? 'https' : 'http';
  const client = connect(`${protocol}://localhost:${port}`, { rejectUnauthorized: false });
  client.on('error', () => {});
  ends.push(
    () => client.destroy(),
    () => server.close(),
  );
  return client;
}

function serve(onStream: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void) {
  const server = createServer().on('sessionError', () => {});
  server.on('stream', (stream, headers) =>
    onStream(
      stream.on('error', () => {}),
      headers,
    ),
  );
  return listening(server);
}

async function ended(stream: ClientHttp2Stream): Promise<void> {
  await once(stream.on('error', () => {}).resume(), 'close');
}

test('a stream is a request, its bodies without framing', async () => {
  const { store } = recording();
  const client = await serve((stream) => {
    stream.respond({ ':status': 201 });
    stream.resume().on('end', () => stream.end('hello'));
  });

  const asked = client.request({ ':method': 'POST', ':path': '/' });
  asked.write('x'.repeat(50_000));
  asked.end('y');
  await ended(asked);
  await recorded(store, 1);

  expect(requestsOf(store)).toEqual({ 'POST 201 http 2': 1 });
  expect(bytesOf(store, 'request')).toEqual({ 'POST 201 http': 50_001 });
  expect(bytesOf(store, 'response')).toEqual({ 'POST 201 http': 5 });
  expect(activeOf(store)).toEqual({});
});

test('the compatibility API is seen, with its routes', async () => {
  const { store } = recording({
    routeOf: ({ url }) => (url?.startsWith('/users/') ? '/users/:id' : undefined),
  });
  const client = await listening(
    createServer((request, response) => {
      if (request.url === '/set/7') setRoute(request, '/set/:id');
      if (request.url === '/metrics') ignoreRequest(request);
      response.writeHead(request.url === '/error' ? 500 : 200);
      response.end('body');
    }),
  );

  for (const path of ['/users/1', '/set/7', '/error', '/metrics'])
    await ended(client.request({ ':path': path }));
  await recorded(store, 3);

  expect(requestsOf(store)).toEqual({
    'GET 200 /users/:id http 2': 1,
    'GET 200 /set/:id http 2': 1,
    'GET 500 http 2 error 500': 1,
  });
  expect(activeOf(store)).toEqual({});
});

test('a server of both is one for both', async () => {
  const { store } = recording();
  const server = createSecureServer({ ...certificate, allowHTTP1: true }, (_, response) => {
    response.end('body');
  });
  const client = await listening(server as unknown as Http2Server); // it listens and closes alike

  await ended(client.request({ ':path': '/' }));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const asked = get({ port, rejectUnauthorized: false, agent: false });
  const [response] = await once(asked, 'response');
  await once(response.resume(), 'close');
  await recorded(store, 2);

  expect(requestsOf(store)).toEqual({ 'GET 200 https 2': 1, 'GET 200 https 1.1': 1 });
  expect(activeOf(store)).toEqual({});
});

test.each<[string, (client: ClientHttp2Session, asked: ClientHttp2Stream) => void]>([
  ['cancels its stream', (_, asked) => asked.close(constants.NGHTTP2_CANCEL)],
  ['closes the connection', (client) => client.destroy()],
])('a client that %s has no answer', async (_, leave) => {
  const { store } = recording();
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const client = await serve(() => arrived());

  const asked = client.request({ ':path': '/' }).on('error', () => {});
  await arrival;
  expect(activeOf(store)).toEqual({ 'GET http': 1 });
  leave(client, asked);
  await recorded(store, 1);

  expect(requestsOf(store)).toEqual({ 'GET http 2 error ECONNRESET': 1 });
  expect(activeOf(store)).toEqual({});
});

test.each<[string, (stream: ServerHttp2Stream) => void]>([
  ['with an error of the protocol', (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR)],
  ['without one', (stream) => stream.destroy()],
])(
  'a stream that the server cuts off %s has its status and is no success',
  async (_how, cutOff) => {
    const { store } = recording();
    const client = await serve((stream) => {
      stream.respond({ ':status': 200 });
      stream.write('some', () => cutOff(stream));
    });

    await ended(client.request({ ':path': '/' }));
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ 'GET 200 http 2 error aborted': 1 });
    expect(bytesOf(store, 'response')).toEqual({ 'GET 200 http': 4 });
  },
);

test('the predicate sees headers, method and path', async () => {
  const { store } = recording({
    ignore: ({ url, method, headers }) => method === 'GET' && url === '/x' && headers.a === 'b',
  });
  const client = await serve((stream) => {
    stream.respond();
    stream.end();
  });

  await ended(client.request({ ':path': '/x', a: 'b' }));
  await ended(client.request({ ':path': '/x', a: 'c' }));
  await recorded(store, 1);

  expect(requestsOf(store)).toEqual({ 'GET 200 http 2': 1 });
});

test('stopping takes the listeners off', async () => {
  const { store, stop } = recording();
  const server = createServer();
  server.on('stream', () => {});
  const client = await listening(server);
  client.request({ ':path': '/' }).on('error', () => {});
  await once(server, 'stream');

  stop();

  expect(server.listenerCount('stream')).toBe(1);
  expect(activeOf(store)).toEqual({});
});
