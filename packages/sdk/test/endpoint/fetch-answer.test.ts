import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { FetchAnswer } from '../../src/endpoint/fetch-answer.js';

const BLOCK = new Uint8Array(65_536);

const get = (init: RequestInit = {}) => new Request('http://shop/metrics', init);

/** Writes as the endpoint does: a block when the one before it is taken. Counts those that were. */
function writing(answer: FetchAnswer, blocks: number) {
  const written = { blocks: 0 };
  const next = (): void => {
    if (written.blocks === blocks) return void answer.end();
    answer.write(BLOCK.fill(written.blocks), () => {
      written.blocks++;
      next();
    });
  };
  next();
  return written;
}

async function turns(): Promise<void> {
  for (let i = 0; i < 20; i++) await nextTurn();
}

test('a body of a known length is whole in its response, with its headers', async () => {
  const answer = new FetchAnswer(get());
  const memory = Buffer.from('page\n');
  answer.setHeader('x-a', '1');
  answer.writeHead(503, { 'content-length': 5, 'cache-control': 'no-store' }).end(memory);
  const response = await answer.response;
  await once(answer, 'finish');
  memory.fill(0); // the writer's again
  expect([response.status, await response.text()]).toEqual([503, 'page\n']);
  expect(Object.fromEntries(response.headers)).toEqual({
    'cache-control': 'no-store',
    'content-length': '5',
    'x-a': '1',
  });
});

test('an answer without a body has none', async () => {
  const answer = new FetchAnswer(get({ method: 'OPTIONS' }));
  answer.writeHead(204).end();
  const { status, body } = await answer.response;
  expect([status, body]).toEqual([204, null]);
});

test.each(['whole', 'streamed'])('answers HEAD with the headers alone, %s', async (kind) => {
  const answer = new FetchAnswer(get({ method: 'HEAD' }));
  if (kind === 'whole') answer.writeHead(200, { 'content-length': 5 }).end('page\n');
  else writing(answer, 3);
  const response = await answer.response;
  expect([response.status, response.body]).toEqual([200, null]);
  expect(response.headers.get('content-length')).toBe(kind === 'whole' ? '5' : null);
});

test('a stream is written as it is read, and a block is not the memory of the writer', async () => {
  const answer = new FetchAnswer(get());
  const finished = once(answer, 'finish');
  const written = writing(answer, 3);
  const reader = (await answer.response).body?.getReader();
  await turns();
  expect(written.blocks).toBe(0);
  const first = await reader?.read();
  await turns();
  expect(written.blocks).toBe(1);
  const second = await reader?.read();
  await turns();
  expect(written.blocks).toBe(2);
  expect([first?.value?.[0], second?.value?.[0]]).toEqual([0, 1]);
  expect((await reader?.read())?.value?.length).toBe(65_536);
  expect((await reader?.read())?.done).toBe(true);
  await finished;
});

test('a reader that goes closes the answer', async () => {
  const answer = new FetchAnswer(get());
  const written = writing(answer, 3);
  const closed = once(answer, 'close');
  const reader = (await answer.response).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await closed;
  expect([answer.writableFinished, written.blocks]).toEqual([false, 1]);
});

test('an answer that is broken off fails its reader, who may be waiting', async () => {
  const answer = new FetchAnswer(get());
  answer.write(BLOCK);
  const reader = (await answer.response).body?.getReader();
  await reader?.read();
  const waiting = reader?.read();
  answer.destroy();
  await expect(waiting).rejects.toThrow('the answer was broken off');
});

test.each(['before', 'during'])('a request that is aborted %s closes the answer', async (when) => {
  const aborting = new AbortController();
  if (when === 'before') aborting.abort();
  const answer = new FetchAnswer(get({ signal: aborting.signal }));
  const closed = once(answer, 'close');
  aborting.abort();
  await closed;
  expect((await answer.response).status).toBe(500); // nobody reads it, and nobody waits for ever
});

test('leaves no listener on the signal of a request that lasts', async () => {
  const { signal } = new AbortController();
  const removed = jest.spyOn(signal, 'removeEventListener');
  const answer = new FetchAnswer({ method: 'GET', signal });
  answer.end();
  await once(answer, 'close');
  expect(removed).toHaveBeenCalledWith('abort', expect.any(Function));
});
