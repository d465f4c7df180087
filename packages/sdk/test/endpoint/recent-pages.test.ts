import { RecentPages } from '../../src/endpoint/recent-pages.js';

/** Pages under a clock that a test sets, in milliseconds. */
function pagesOf(maxAgeMs: number) {
  let now = 0;
  const pages = new RecentPages(maxAgeMs, () => now);
  const keep = async (asked: string, text: string | undefined): Promise<void> => {
    const written = Promise.resolve({
      partial: false,
      body: text === undefined ? text : Buffer.from(text),
    });
    pages.keep(asked, written);
    await written;
  };
  const at = (time: number): void => {
    now = time;
  };
  return { pages, keep, at, of: (asked: string) => pages.of(asked)?.body.toString() };
}

test('gives a page for as long as it is recent, to who asks for the same', async () => {
  const { keep, of, at } = pagesOf(100);
  await keep('a', 'page');
  expect([of('a'), of('b')]).toEqual(['page', undefined]);
  at(99);
  expect(of('a')).toBe('page');
  at(100);
  expect(of('a')).toBeUndefined();
});

test('is as old as the beginning of its collection', async () => {
  const { pages, at, of } = pagesOf(100);
  let resolve: (page: { partial: boolean; body: Buffer }) => void = () => undefined;
  const written = new Promise<{ partial: boolean; body: Buffer }>((fulfil) => {
    resolve = fulfil;
  });
  pages.keep('a', written);
  at(60);
  resolve({ partial: false, body: Buffer.from('page') });
  await written;
  expect(of('a')).toBe('page');
  at(100);
  expect(of('a')).toBeUndefined();
});

test('keeps nothing when nothing is to be kept, nor a page that is not whole, nor one that failed', async () => {
  const off = pagesOf(0);
  await off.keep('a', 'page');
  const { pages, keep, of } = pagesOf(100);
  await keep('large', undefined);
  pages.keep('failed', Promise.reject(new Error('no')));
  await Promise.resolve();
  expect([off.of('a'), of('large'), of('failed')]).toEqual([undefined, undefined, undefined]);
});

test('keeps bytes of its own, for the memory of a page is used again', async () => {
  const { pages } = pagesOf(100);
  const body = Buffer.from('page');
  const written = Promise.resolve({ partial: true, body });
  pages.keep('a', written);
  await written;
  body.fill('x');
  expect(pages.of('a')).toMatchObject({ partial: true, body: Buffer.from('page') });
});

test('keeps eight pages', async () => {
  const { keep, of } = pagesOf(100);
  for (let i = 0; i < 9; i++) await keep(`${i}`, 'page');
  expect([of('0'), of('1'), of('8')]).toEqual([undefined, 'page', 'page']);
});
