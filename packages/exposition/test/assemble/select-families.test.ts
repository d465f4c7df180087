import { assemblePage } from '../../src/assemble/assemble-page.js';
import { selectFamilies } from '../../src/assemble/select-families.js';
import { familyOf } from '../family-of.js';

const page = assemblePage(
  [
    familyOf({ name: 'orders', type: 'counter' }),
    familyOf({ name: 'open' }),
    familyOf({
      name: 'wait',
      type: 'histogram',
      unit: 's',
      bounds: [1],
      rows: [{ values: [1, 0, 1] }],
    }),
    familyOf({ name: 'target', type: 'info' }),
    familyOf({ name: 'http.size' }),
  ],
  { translation: 'utf-8', escaping: 'allow-utf-8' },
);

test.each([
  ['orders', ['orders']],
  ['orders_total', ['orders']],
  ['orders_created', ['orders']],
  ['open', ['open']],
  ['open_total', []],
  ['wait_seconds', ['wait_seconds']],
  ['wait_seconds_bucket', ['wait_seconds']],
  ['wait_seconds_sum', ['wait_seconds']],
  ['wait_seconds_count', ['wait_seconds']],
  ['wait', []],
  ['target', ['target']],
  ['target_info', ['target']],
  ['http.size', ['http.size']],
  ['', []],
  ['__proto__', []],
])('by the name %j it selects %j', (name, expected) => {
  const { families } = selectFamilies(page, new Set([name]));
  expect(families.map((family) => family.name)).toEqual(expected);
});

test('keeps the order of the page and the families as they are', () => {
  const { families } = selectFamilies(page, new Set(['open', 'target_info', 'open']));
  expect(families.map(({ name }) => name)).toEqual(['target', 'open']);
  expect(page.families).toEqual(expect.arrayContaining([...families]));
});
