import fc from 'fast-check';
import { connected, exchange, received } from '../raw-client.js';
import { sample, start, stopAll, urlOf } from '../running.js';
import { requestRaw } from '../serving.js';

afterEach(stopAll);

const HOST = 'Host: x\r\nConnection: close\r\n';

/** What Node.js's parser or the endpoint answers to these bytes, and that the connection is ended. */
async function answerTo(bytes: string) {
  const telemetry = await start();
  const text = await exchange(urlOf(telemetry), bytes);
  const [head = '', ...body] = text.split('\r\n\r\n');
  const [, status] = /^HTTP\/1\.1 (\d+) /.exec(head) ?? [];
  return { status: Number(status), head, body: body.join('\r\n\r\n'), telemetry };
}

test.each([
  ['/metrics', 200],
  ['/metrics?', 200],
  ['/metrics?/../health', 200],
  ['//metrics', 404],
  ['/metrics/', 404],
  ['/metrics//', 404],
  ['/./metrics', 404],
  ['/x/../metrics', 404],
  ['/../metrics', 404],
  ['/%2e/metrics', 404],
  ['/%2e%2e/metrics', 404],
  ['/%6detrics', 404],
  ['/%2Fmetrics', 404],
  ['%2Fmetrics', 400],
  ['/metrics%2F', 404],
  ['/metrics%00', 404],
  ['/metrics;a=b', 404],
  ['/METRICS', 404],
  ['\\metrics', 400],
  ['/\\metrics', 404],
  ['http://x/metrics', 404],
  ['http://127.0.0.1/metrics', 404],
  ['metrics', 400],
  ['*', 404],
  ['/metrics\0', 400],
  ['/metri\tcs', 400],
  ['/metrics#a', 404],
])('R20: the path %j is answered with %i', async (path, status) => {
  const answer = await answerTo(`GET ${path} HTTP/1.1\r\n${HOST}\r\n`);
  expect(answer.status).toBe(status);
  if (status !== 200) expect(answer.body).toBe(status === 404 ? 'Not found\n' : 'Bad Request\n');
});

test('R20: any path is exactly one of ours, or nobody has it', async () => {
  const url = urlOf(await start());
  const ours = ['/', '/metrics', '/health', '/ready'];
  const pieces = [
    '/',
    'metrics',
    'health',
    '.',
    '..',
    '%2e',
    '%2F',
    '%00',
    '?',
    '//',
    ';',
    '\\',
    '%',
    '@',
  ];
  const paths = fc.array(fc.constantFrom(...pieces), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(paths, async (parts) => {
      const path = `/${parts.join('')}`;
      const answer = await exchange(url, `GET ${path} HTTP/1.1\r\n${HOST}\r\n`);
      const [name = ''] = path.split('?');
      expect(answer.slice(9, 12)).toBe(ours.includes(name) ? '200' : '404');
    }),
  );
});

test.each([
  ['HEAD', '/metrics', 200],
  ['HEAD', '/health', 200],
  ['HEAD', '/nothing', 404],
  ['OPTIONS', '/metrics', 204],
  ['OPTIONS', '*', 204],
  ['OPTIONS', '/nothing', 404],
  ['POST', '/metrics', 405],
  ['PUT', '/ready', 405],
  ['DELETE', '/', 405],
  ['PATCH', '/metrics', 405],
  ['TRACE', '/metrics', 405],
])('R20: %s %s is answered with %i', async (method, path, status) => {
  const { head, body, ...answer } = await answerTo(`${method} ${path} HTTP/1.1\r\n${HOST}\r\n`);
  expect(answer.status).toBe(status);
  if (status === 405 || status === 204) expect(head).toMatch(/^allow: GET, HEAD, OPTIONS$/im);
  if (method === 'HEAD') expect(head).toMatch(/^content-length: [1-9]\d*$/im);
  if (method === 'HEAD' || status === 204) expect(body).toBe('');
});

const long = (length: number) => 'a'.repeat(length);

test.each([
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ['HTTP/2 without being asked', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['a method that is none', `GRAB /metrics HTTP/1.1\r\n${HOST}\r\n`, 400],
  ['a version that is none', `GET /metrics HTTP/7.1\r\n${HOST}\r\n`, 400],
  ['a header without a colon', `GET /metrics HTTP/1.1\r\n${HOST}odd\r\n\r\n`, 400],
  ['a header with a NUL', `GET /metrics HTTP/1.1\r\n${HOST}a: \0\r\n\r\n`, 400],
  [
    'two lengths',
    `GET /metrics HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
    400,
  ],
  [
    'a length and chunks',
    `GET /metrics HTTP/1.1\r\n${HOST}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
    400,
  ],
  ['a length that is none', `GET /metrics HTTP/1.1\r\n${HOST}Content-Length: -1\r\n\r\n`, 400],
  ['a header of 64 KiB', `GET /metrics HTTP/1.1\r\n${HOST}a: ${long(65_536)}\r\n\r\n`, 431],
  [
    'a thousand headers',
    `GET /metrics HTTP/1.1\r\n${HOST}${`a: ${long(20)}\r\n`.repeat(1000)}\r\n`,
    431,
  ],
  ['a URL of 13,000 characters', `GET /metrics?${long(13_000)} HTTP/1.1\r\n${HOST}\r\n`, 414],
  ['a URL of 64 KiB', `GET /metrics?${long(65_536)} HTTP/1.1\r\n${HOST}\r\n`, 414],
  ['a format that is none', `GET /metrics?format=html HTTP/1.1\r\n${HOST}\r\n`, 400],
])('R20: %s is answered in plain words, and counted', async (_, bytes, status) => {
  const { head, body, telemetry, ...answer } = await answerTo(bytes);
  expect(answer.status).toBe(status);
  expect(head).toMatch(/^connection: close$/im);
  expect(head).toMatch(/^content-type: text\/plain; charset=utf-8$/im);
  expect(head).toMatch(new RegExp(`^content-length: ${body.length}$`, 'im'));
  expect(body).toMatch(/^[A-Za-z][\w ,:]+\n$/);
  const page = await telemetry.collectText();
  expect(sample(page, 'meterkit_scrape_refusals_total{reason="invalid"}')).toBe('1');
});

test('R20: a connection that ends within its headers is nobody to answer', async () => {
  const telemetry = await start();
  const socket = await connected(urlOf(telemetry));
  const text = received(socket);
  socket.end('GET /metrics HTTP/1.1\r\nHost');
  await text;
  expect((await requestRaw(urlOf(telemetry))).status).toBe(200);
});

test('R20: CONNECT ends the connection', async () => {
  const { head } = await answerTo(`CONNECT x:1 HTTP/1.1\r\n${HOST}\r\n`);
  expect(head).toBe('');
});

test.each([
  ['GET', 'Content-Length: 1000000000000', 200],
  ['GET', 'Transfer-Encoding: chunked', 200],
  ['POST', 'Content-Length: 1000000000000', 405],
  ['GET', 'Expect: 100-continue\r\nContent-Length: 1000000', 200],
  ['PUT', 'Expect: 100-continue\r\nContent-Length: 1000000', 405],
  ['GET', 'Expect: something\r\nContent-Length: 1000000', 200],
])('R20: %s with a body (%j) is answered without it', async (method, headers, status) => {
  const telemetry = await start();
  const text = await exchange(
    urlOf(telemetry),
    `${method} /metrics HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n`,
  );
  expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(text).toMatch(/^connection: close\r$/im);
});

test('a request that says that it has no body keeps its connection', async () => {
  const { headers } = await requestRaw(urlOf(await start()), {
    headers: { 'content-length': '0', connection: 'keep-alive' },
  });
  expect(headers.connection).toBe('keep-alive');
});
