import { once } from 'node:events';
import { request } from 'node:http';
import { ignoreRequest, ignoreServer } from '../../../src/http/index.js';
import { activeOf, bytesOf, recorded, recording, requestsOf, stopRecording } from '../recording.js';
import { listening, rawClient, received, serve, stopServing } from '../serving.js';

afterEach(async () => {
  stopRecording();
  await stopServing();
});

describe('a request', () => {
  test('is one duration and two body sizes', async () => {
    const { store } = recording();
    const { origin } = await serve((_, response) => response.end('hello'));

    await (await fetch(origin, { method: 'POST', body: 'a body' })).text();
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ 'POST 200 http 1.1': 1 });
    expect(bytesOf(store, 'request')).toEqual({ 'POST 200 http': 6 });
    expect(bytesOf(store, 'response')).toEqual({ 'POST 200 http': 5 });
    expect(activeOf(store)).toEqual({});
  });

  test('is active while it is answered', async () => {
    const { store } = recording();
    const { origin } = await serve((_, response) => {
      const active = JSON.stringify(activeOf(store));
      response.end(active);
    });

    expect(await (await fetch(origin)).json()).toEqual({ 'GET http': 1 });
    await recorded(store, 1);
    expect(activeOf(store)).toEqual({});
  });

  test('has the status as its error type from 500 on', async () => {
    const { store } = recording();
    const { origin } = await serve(({ url }, response) => {
      response.statusCode = Number(url?.slice(1));
      response.end();
    });

    for (const status of [302, 404, 500, 503])
      await (await fetch(`${origin}/${status}`, { redirect: 'manual' })).text();
    await recorded(store, 4);

    expect(requestsOf(store)).toEqual({
      'GET 302 http 1.1': 1,
      'GET 404 http 1.1': 1,
      'GET 500 http 1.1 error 500': 1,
      'GET 503 http 1.1 error 503': 1,
    });
  });

  test('lasts as long as it does, in seconds', async () => {
    const { store } = recording();
    const { origin } = await serve((_, response) => setTimeout(() => response.end(), 60));

    await (await fetch(origin)).text();
    await recorded(store, 1);

    const family = [...store.families()].find((f) => f.name === 'http.server.request.duration');
    const sum = family?.chunks[0]?.values[family.bounds ? family.bounds.length + 1 : 0] ?? 0;
    expect(sum).toBeGreaterThan(0.055);
    expect(sum).toBeLessThan(2);
  });
});

test.each([
  ['GET / HTTP/1.0\r\n\r\n', 'GET 200 http 1.0'],
  ['GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 'GET 200 http 1.1'],
  ['PROPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', '_OTHER 200 http 1.1'],
  ['PURGE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', '_OTHER 200 http 1.1'],
  ['OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 'OPTIONS 200 http 1.1'],
  [
    'PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab',
    'PUT 200 http 1.1',
  ],
])('%j is %s', async (text, expected) => {
  const { store } = recording();
  const { port } = await serve((_, response) => response.end('ok'));

  await received(await rawClient(port, text));
  await recorded(store, 1);

  expect(requestsOf(store)).toEqual({ [expected]: 1 });
  expect(activeOf(store)).toEqual({});
});

test('what the parser refuses is no request', async () => {
  const { store } = recording();
  const { port } = await serve((_, response) => response.end('ok'));

  expect(await received(await rawClient(port, 'BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n'))).toContain(
    '400',
  );

  expect(requestsOf(store)).toEqual({});
});

describe('one connection', () => {
  test('has as many requests as it carries, when it is kept alive', async () => {
    const { store } = recording();
    const { port } = await serve((_, response) => response.end('ok'));
    const client = await rawClient(port);

    for (let i = 1; i <= 3; i++) {
      client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      await once(client, 'data');
      await recorded(store, i);
    }

    expect(requestsOf(store)).toEqual({ 'GET 200 http 1.1': 3 });
  });

  test('answers a pipeline in order, each counted as what it is', async () => {
    const { store } = recording();
    const { port } = await serve(({ url }, response) => {
      const answer = () => response.writeHead(url === '/first' ? 201 : 202).end(url);
      if (url === '/first') setTimeout(answer, 20);
      else answer();
    });

    const text = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
    const client = await rawClient(
      port,
      text('/first') + text('/second') + text('/3', 'Connection: close\r\n'),
    );
    await received(client);
    await recorded(store, 3);

    expect(requestsOf(store)).toEqual({ 'GET 201 http 1.1': 1, 'GET 202 http 1.1': 2 });
    expect(bytesOf(store, 'response')).toEqual({ 'GET 201 http': 6, 'GET 202 http': 9 });
    expect(activeOf(store)).toEqual({});
  });

  test('that breaks leaves none of its pipeline active', async () => {
    const { store } = recording();
    const { port } = await serve(() => {});
    const client = await rawClient(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3));
    while (activeOf(store)['GET http'] !== 3) await new Promise(setImmediate);

    client.destroy();
    await recorded(store, 3);

    expect(requestsOf(store)).toEqual({ 'GET http 1.1 error ECONNRESET': 3 });
    expect(activeOf(store)).toEqual({});
  });
});

describe('a request that is not answered to its end', () => {
  const GET = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

  test('has no status when the client leaves before it', async () => {
    const { store } = recording();
    const { port, server } = await serve(() => {}); // a handler that never answers
    const client = await rawClient(port, GET);
    await once(server, 'request');
    expect(activeOf(store)).toEqual({ 'GET http': 1 });

    client.destroy();
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ 'GET http 1.1 error ECONNRESET': 1 });
    expect(bytesOf(store, 'response')).toEqual({ 'GET http': 0 });
    expect(activeOf(store)).toEqual({});
  });

  test('is the same when the client resets the connection', async () => {
    const { store } = recording();
    const { port, server } = await serve(() => {});
    const client = await rawClient(port, GET);
    await once(server, 'request');

    client.resetAndDestroy();
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ 'GET http 1.1 error ECONNRESET': 1 });
  });

  test('has the status that was sent, and the error, when it was cut off later', async () => {
    const { store } = recording();
    const { port } = await serve((_, response) => void response.write('some'));
    const client = await rawClient(port, GET);
    await once(client, 'data');

    client.destroy();
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ 'GET 200 http 1.1 error ECONNRESET': 1 });
    expect(bytesOf(store, 'response')).toEqual({ 'GET 200 http': 4 });
  });

  test('is told apart when the server itself destroyed it', async () => {
    const { store } = recording();
    const { port } = await serve((_, response) => void response.destroy());

    await received(await rawClient(port, GET));
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ 'GET http 1.1 error aborted': 1 });
  });

  test('has the code of the error that it was destroyed with', async () => {
    const { store } = recording();
    const { port } = await serve((_, response) => {
      response.on('error', () => {});
      response.destroy(Object.assign(new Error('disk'), { code: 'EIO' }));
    });

    await received(await rawClient(port, GET));
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ 'GET http 1.1 error EIO': 1 });
  });

  test('is a timeout when the server gives it up', async () => {
    const { store } = recording();
    const { port, server } = await serve(() => {});
    server.setTimeout(20);

    await received(await rawClient(port, GET));
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ 'GET http 1.1 error timeout': 1 });
  });

  test('is no timeout when an earlier one of the connection was, and was answered all the same', async () => {
    const { store } = recording();
    const { port, server } = await serve(({ method, socket }, response) => {
      if (method === 'GET') socket.once('timeout', () => response.end());
      else socket.setTimeout(0);
    });
    server.setTimeout(20, () => {});
    const client = await rawClient(port, GET);
    await recorded(store, 1);

    client.write('DELETE / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(server, 'request');
    client.destroy();
    await recorded(store, 2);

    expect(requestsOf(store)).toEqual({
      'GET 200 http 1.1': 1,
      'DELETE http 1.1 error ECONNRESET': 1,
    });
  });

  test('is a timeout, and 408, when its body is too slow for Node', async () => {
    const { createServer } = await import('node:http');
    const { store } = recording();
    const { port } = await listening(
      createServer(
        { requestTimeout: 40, headersTimeout: 40, connectionsCheckingInterval: 20 },
        () => {},
      ),
    );

    const client = await rawClient(
      port,
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc',
    );
    expect(await received(client)).toContain('408');
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ 'POST 408 http 1.1 error timeout': 1 });
    expect(bytesOf(store, 'request')).toEqual({ 'POST 408 http': 3 });
  });
});

describe('body sizes', () => {
  test.each<[string, string, Record<string, number>]>([
    ['HEAD', '/', { 'HEAD 200 http': 0 }],
    ['GET', '/304', { 'GET 304 http': 0 }],
    ['GET', '/204', { 'GET 204 http': 0 }],
    ['GET', '/chunked', { 'GET 200 http': 2 + 3 + 4 }],
    ['GET', '/ended', { 'GET 200 http': 4 }],
    ['GET', '/length', { 'GET 200 http': 6 }],
    ['GET', '/', { 'GET 200 http': 5 }],
  ])('of the answer to %s %s are %j', async (method, path, expected) => {
    const { store } = recording();
    const { port } = await serve(({ url }, response) => {
      if (url === '/304' || url === '/204') response.writeHead(Number(url.slice(1))).end();
      else if (url === '/chunked') {
        response.write('ab');
        response.write(Buffer.from('cde'));
        response.end('€f', 'utf8');
      } else if (url === '/ended') response.writeHead(200).end('abcd');
      else if (url === '/length') response.writeHead(200, { 'Content-Length': 6 }).end('abcdef');
      else response.end('hello');
    });

    await received(
      await rawClient(port, `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    );
    await recorded(store, 1);

    expect(bytesOf(store, 'response')).toEqual(expected);
  });

  test('of a chunked request are the bytes without framing', async () => {
    const { store } = recording();
    const { origin } = await serve((incoming, response) => {
      incoming.resume().on('end', () => response.end());
    });

    const outgoing = request(origin, { method: 'PUT' });
    outgoing.write('x'.repeat(100));
    outgoing.write('y'.repeat(1000));
    outgoing.end();
    await once(outgoing, 'response');
    await recorded(store, 1);

    expect(bytesOf(store, 'request')).toEqual({ 'PUT 200 http': 1100 });
  });

  test('leave the bodies alone', async () => {
    recording();
    const { origin } = await serve((incoming, response) => void incoming.pipe(response));

    const body = 'x'.repeat(300_000);
    expect(await (await fetch(origin, { method: 'POST', body })).text()).toBe(body);
  });
});

describe('ignoring', () => {
  test('leaves out what the predicate names, from active requests too', async () => {
    const { store } = recording({ ignore: ({ url }) => url === '/metrics' });
    const { origin } = await serve(
      (_, response) => void response.end(JSON.stringify(activeOf(store))),
    );

    expect(await (await fetch(`${origin}/metrics`)).json()).toEqual({});
    await (await fetch(`${origin}/other`)).text();
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ 'GET 200 http 1.1': 1 });
    expect(activeOf(store)).toEqual({});
  });

  test('a request that its handler takes out is active no more at once, and not recorded', async () => {
    const { store } = recording();
    const { origin } = await serve((incoming, response) => {
      if (incoming.url === '/metrics') ignoreRequest(incoming);
      response.end(JSON.stringify(activeOf(store)));
    });

    expect(await (await fetch(`${origin}/metrics`)).json()).toEqual({});
    await (await fetch(origin)).text();
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ 'GET 200 http 1.1': 1 });
    expect(activeOf(store)).toEqual({});
  });

  test('a server leaves out all of its requests', async () => {
    const { store } = recording();
    const { origin, server } = await serve((_, response) => void response.end());
    ignoreServer(server);
    const other = await serve((_, response) => void response.end());

    await fetch(origin);
    await fetch(other.origin);
    await recorded(store, 1);

    expect(requestsOf(store)).toEqual({ 'GET 200 http 1.1': 1 });
  });

  test('a predicate that throws does not reach the application', async () => {
    recording({
      ignore: () => {
        throw new Error('mine');
      },
    });
    const { origin } = await serve((_, response) => void response.end('ok'));

    expect(await (await fetch(origin)).text()).toBe('ok');
  });
});

describe('stopping', () => {
  test('leaves nothing active and nothing changed', async () => {
    const { ServerResponse } = await import('node:http');
    const own = Object.getOwnPropertyNames(ServerResponse.prototype);
    const { store, stop } = recording();
    const { port, origin, server } = await serve(({ url }, response) => {
      if (url === '/answered') response.end('x');
    });
    const client = await rawClient(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const [{ socket }] = await once(server, 'request');

    stop();
    stop();

    expect(activeOf(store)).toEqual({});
    expect(Object.getOwnPropertyNames(ServerResponse.prototype)).toEqual(own);
    const listeners = socket.listenerCount('close');
    client.destroy();
    await once(socket, 'close');
    expect(listeners).toBeLessThanOrEqual(2); // Node's own
    await (await fetch(`${origin}/answered`)).text();
    expect(requestsOf(store)).toEqual({});
  });

  test('does not end another recorder', async () => {
    const first = recording();
    const second = recording();
    const { origin } = await serve((_, response) => void response.end('x'));

    first.stop();
    await (await fetch(origin)).text();
    await recorded(second.store, 1);

    expect(requestsOf(first.store)).toEqual({});
    expect(bytesOf(second.store, 'response')).toEqual({ 'GET 200 http': 1 });
  });

  test('has not made bytes count twice while there were two', async () => {
    const first = recording();
    const second = recording();
    const { origin } = await serve((_, response) => {
      response.write('ab');
      response.end('cd');
    });

    await (await fetch(origin)).text();
    await recorded(second.store, 1);

    expect(bytesOf(first.store, 'response')).toEqual({ 'GET 200 http': 4 });
    expect(bytesOf(second.store, 'response')).toEqual({ 'GET 200 http': 4 });
  });
});
