import { ProcessHistory } from '../../src/history/process-history.js';
import { readPage } from '../../src/history/read-page.js';
import { search, searchWords } from '../../src/history/search.js';
import { topSeries } from '../../src/history/top-series.js';

const page = `# TYPE orders counter
# HELP orders Orders placed by customers.
orders_total{channel="web",region="eu-1"} 1
orders_total{channel="app",region="eu-1"} 1
orders_total{channel="web",region="us-1"} 1
# EOF
`;

function family() {
  const history = new ProcessHistory();
  history.take(readPage(page), 1e12, 2000);
  history.take(readPage(page.replace('us-1"} 1', 'us-1"} 9')), 1e12 + 2000, 2000);
  const orders = history.families.get('orders');
  if (orders === undefined) throw new Error('the family was not read');
  return orders;
}

test.each([
  ['', 3],
  ['ORDERS', 3],
  ['placed customers', 3],
  ['channel=web', 2],
  ['channel="web"', 2],
  ['orders eu-1', 2],
  ['web us-1', 1],
  ['placed fax', undefined],
  ['channel=web channel=app', undefined],
])('a search for %p finds %p series', (query, count) => {
  expect(search(family(), searchWords(query))?.length).toBe(count);
});

test('the largest series come first, equal ones as on the page', () => {
  const top = topSeries(Array.from(family().series.values()), 2);
  expect(top.map(({ labels }) => labels)).toEqual([
    'channel="web",region="us-1"',
    'channel="web",region="eu-1"',
  ]);
});
