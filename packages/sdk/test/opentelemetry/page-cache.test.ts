import { pageText } from '@meterkit/exposition';
import { counter, createStore, defineMeter, type Store, text } from '@meterkit/instruments';
import { PageCache } from '../../src/opentelemetry/page-cache.js';

const things = counter('things', { description: 'Things.', labels: { color: text() } });
const One = defineMeter({ name: 'one', instruments: { things } });
const Other = defineMeter({ name: 'other', instruments: { things } });
const More = defineMeter({
  name: 'more',
  instruments: { more: counter('more', { description: 'More.' }) },
});

function streamsOf(store: Store) {
  return store.families().filter(({ scope }) => scope.name !== 'meterkit');
}

const linesOf = (page: Parameters<typeof pageText>[0]) =>
  pageText(page, { format: 'text' })
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

test('gives the same page while the families are the same, and what is written is of that moment', () => {
  const store = createStore();
  const { things } = new One({ store });
  const cache = new PageCache({});
  const page = cache.page(streamsOf(store), 'underscores');
  things.add(1, { color: 'red' });
  expect(cache.page(streamsOf(store), 'underscores')).toBe(page);
  expect(linesOf(page)).toEqual(['things_total{color="red"} 1']);
});

test('gives another page when a family has come, and for another escaping', () => {
  const store = createStore();
  new One({ store });
  const cache = new PageCache({});
  const page = cache.page(streamsOf(store), 'underscores');
  expect(cache.page(streamsOf(store), 'values')).not.toBe(page);
  expect(cache.page(streamsOf(store), 'underscores')).toBe(page);
  new More({ store });
  expect(linesOf(cache.page(streamsOf(store), 'underscores'))).toEqual(['more_total 0']);
});

test('keeps no page with merged series, which are a copy', () => {
  const store = createStore();
  const [one, other] = [new One({ store }), new Other({ store })];
  const cache = new PageCache({});
  for (const total of [3, 6]) {
    one.things.add(1, { color: 'red' });
    other.things.add(2, { color: 'red' });
    const page = cache.page(streamsOf(store), 'underscores');
    expect(linesOf(page)).toEqual([`things_total{color="red"} ${total}`]);
  }
});
