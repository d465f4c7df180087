import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { negotiate } from '@meterkit/exposition';
import { PageResponse } from '../../src/endpoint/page-response.js';
import { closed, deferred, requestRaw, serve, stopServers } from '../serving.js';

afterEach(stopServers);

const BLOCK = new Uint8Array(65_536).fill(97);
const MANY = 40;

const plain = negotiate({});
const gzipped = negotiate({ acceptEncoding: 'gzip' });

type Write = (answer: PageResponse, response: ServerResponse) => Promise<void>;

interface Answered {
  readonly answer: PageResponse;
  /** What the writing of the page rejected with. */
  readonly error: unknown;
}

/** A server whose answers are pages, and how the first of them ended. */
async function served(write: Write, { negotiation = plain, deadlineMs = 10_000 } = {}) {
  let tell: (answered: Answered) => void = () => undefined;
  const answered = new Promise<Answered>((resolve) => {
    tell = resolve;
  });
  const url = await serve(async (request: IncomingMessage, response: ServerResponse) => {
    const answer = new PageResponse(request, response, deadlineMs);
    answer.begin(negotiation);
    const error = await write(answer, response).catch((reason: unknown) => reason);
    answer.dispose();
    tell({ answer, error });
  });
  return { url, answered };
}

const whole: Write = (answer) => answer.send(Buffer.from(BLOCK));

const streamed: Write = async (answer) => {
  for (let i = 0; i < MANY; i++) await answer.take(BLOCK);
  await answer.end();
};

test('sends a whole page with its length', async () => {
  const { url } = await served(whole);
  const { status, headers, body } = await requestRaw(url);
  expect([status, body.equals(BLOCK)]).toEqual([200, true]);
  expect(headers).toMatchObject({
    'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    vary: 'Accept, Accept-Encoding',
    'content-length': '65536',
  });
  expect(headers['content-encoding']).toBeUndefined();
});

test('sends a whole page that is compressed as it is', async () => {
  const body = gzipSync(BLOCK);
  const { url } = await served((answer) => answer.send(body), { negotiation: gzipped });
  const response = await requestRaw(url);
  expect(response.body.equals(body)).toBe(true);
  expect(response.headers['content-encoding']).toBe('gzip');
});

test.each([
  ['plain', plain],
  ['gzip', gzipped],
])('streams a page in chunks, %s', async (_, negotiation) => {
  const { url } = await served(streamed, { negotiation });
  const { status, headers, body } = await requestRaw(url);
  const page = negotiation === gzipped ? gunzipSync(body) : body;
  expect([status, page.length]).toEqual([200, MANY * BLOCK.length]);
  expect(headers['content-encoding']).toBe(negotiation === gzipped ? 'gzip' : undefined);
  expect(headers['content-length']).toBeUndefined();
  expect(headers['transfer-encoding']).toBe('chunked');
});

test.each([
  [plain, whole],
  [plain, streamed],
  [gzipped, whole],
  [gzipped, streamed],
])('answers HEAD without a body (%#)', async (negotiation, write) => {
  const { url } = await served(write, { negotiation });
  const { status, body } = await requestRaw(url, { method: 'HEAD' });
  expect([status, body.length]).toEqual([200, 0]);
});

test("a block is the caller's again as soon as it is taken", async () => {
  const { url } = await served(async (answer) => {
    const block = new Uint8Array(65_536);
    for (let i = 0; i < MANY; i++) await answer.take(block.fill(i));
    await answer.end();
  });
  const { body } = await requestRaw(url);
  expect(Array.from({ length: MANY }, (_, i) => body[i * 65_536])).toEqual(
    Array.from({ length: MANY }, (_, i) => i),
  );
});

test.each([plain, gzipped])(
  'a failure is a status while nothing has been sent (%#)',
  async (negotiation) => {
    let isBroken: boolean | undefined;
    const { url, answered } = await served(
      async (answer, response) => {
        answer.fail('no\n');
        answer.fail('again\n'); // the first word stands
        isBroken = response.destroyed;
        await answer.send(Buffer.from(BLOCK));
      },
      { negotiation },
    );
    const { status, headers, body } = await requestRaw(url);
    expect([status, body.toString()]).toEqual([500, 'no\n']);
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(isBroken).toBe(false);
    expect(await answered).toMatchObject({
      error: { message: 'no' },
      answer: { isAbandoned: false },
    });
  },
);

test('a failure leaves the headers of the application', async () => {
  const { url } = await served(async (answer, response) => {
    response.setHeader('x-request-id', '7');
    answer.fail('no\n');
  });
  expect((await requestRaw(url)).headers['x-request-id']).toBe('7');
});

test.each([
  [plain, 'GET'],
  [plain, 'HEAD'],
  [gzipped, 'GET'],
  [gzipped, 'HEAD'],
])(
  'a failure of a page that is being streamed breaks the connection (%#)',
  async (negotiation, method) => {
    const { url, answered } = await served(
      async (answer) => {
        for (let i = 0; i < MANY; i++) await answer.take(BLOCK);
        answer.fail('no\n');
        answer.fail('again\n');
        await answer.end();
      },
      { negotiation },
    );
    await expect(requestRaw(url, { method })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await answered).toMatchObject({
      error: { message: 'no' },
      answer: { isAbandoned: false },
    });
  },
);

test('a failure breaks the connection of a page that is about to be streamed', async () => {
  const { url } = await served(
    async (answer) => {
      for (let i = 0; i < MANY; i++) answer.take(BLOCK)?.catch(() => undefined);
      answer.fail('no\n'); // before anything has come out of gzip
    },
    { negotiation: gzipped },
  );
  await expect(requestRaw(url)).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('leaves no timer and no listener behind', async () => {
  const url = await serve(async (request, response) => {
    const listeners = response.listenerCount('close');
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const answer = new PageResponse(request, response, 10_000);
    answer.dispose();
    const left = [jest.getTimerCount(), response.listenerCount('close') - listeners];
    jest.useRealTimers();
    response.end(left.join());
  });
  expect((await requestRaw(url)).body.toString()).toBe('0,0');
});

test('the deadline is a status while nothing has been sent', async () => {
  const { url, answered } = await served(
    async (answer, response) => {
      await once(response, 'finish'); // of the status
      await answer.send(Buffer.from(BLOCK));
    },
    { deadlineMs: 1 },
  );
  const { status, body } = await requestRaw(url);
  expect([status, body.toString()]).toEqual([500, 'The deadline of the scrape has passed\n']);
  expect(await answered).toMatchObject({ answer: { isAbandoned: false } });
});

test.each([plain, gzipped])(
  'the deadline ends a page that nobody reads on (%#)',
  async (negotiation) => {
    const { url, answered } = await served(endless, { negotiation, deadlineMs: 200 });
    const { port, hostname } = new URL(url);
    const stalled = connect(
      Number(port),
      hostname,
      () => void stalled.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'),
    );
    stalled.on('error', () => undefined).pause();
    expect(await answered).toMatchObject({
      error: { message: 'The deadline of the scrape has passed' },
      answer: { isAbandoned: false },
    });
    stalled.destroy();
  },
);

test.each([plain, gzipped])(
  'a scraper that goes is noticed in the middle of a page (%#)',
  async (negotiation) => {
    const { url, answered } = await served(endless, { negotiation });
    const scraper = request(url)
      .on('error', () => undefined)
      .end();
    await once(scraper, 'response');
    scraper.destroy();
    expect(await answered).toMatchObject({
      error: { message: 'the scraper has gone' },
      answer: { isAbandoned: true },
    });
  },
);

test('a scraper that goes is noticed before anything is sent', async () => {
  const entered = deferred();
  const { url, answered } = await served(async (answer, response) => {
    entered.resolve();
    await once(response, 'close');
    await answer.take(BLOCK);
  });
  await goDuring(url, entered.promise);
  expect(await answered).toMatchObject({
    error: { message: 'the scraper has gone' },
    answer: { isAbandoned: true },
  });
});

test('a scraper that had gone before is noticed', async () => {
  const entered = deferred();
  const left = deferred();
  const url = await serve(async (request, response) => {
    entered.resolve();
    await once(response, 'close');
    const answer = new PageResponse(request, response, 10_000);
    await expect(answer.end()).rejects.toThrow('the scraper has gone');
    expect(answer.isAbandoned).toBe(true);
    answer.dispose();
    left.resolve();
  });
  await goDuring(url, entered.promise);
  await left.promise;
});

/** Writes more than any socket buffers, until it is given up. */
const endless: Write = async (answer) => {
  const noise = randomBytes(BLOCK.length); // does not shrink
  for (;;) await answer.take(noise);
};

/** A scraper that breaks its connection while the answer is being made. */
async function goDuring(url: string, entered: Promise<void>): Promise<void> {
  const scraper = request(url)
    .on('error', () => undefined)
    .end();
  await entered;
  scraper.destroy();
  await closed(scraper);
}
