import { nearest } from '../../src/configuration/nearest.js';

const paths = ['strict', 'scrape.port', 'scrape.host', 'page.created'];

test.each([
  ['strct', 'strict'],
  ['strictt', 'strict'],
  ['sctrict', 'strict'],
  ['STRICT', 'strict'],
  ['scrape.prot', 'scrape.port'],
  ['SCRAPE_PORT', 'scrape.port'],
  ['port', 'scrape.port'],
  ['scrape.created', 'page.created'],
])('%s is near to %s', (word, meant) => {
  expect(nearest(word, paths)).toBe(meant);
});

test.each(['', 'x', 'retention', 'scrape', 'ports'])('%j is near to none', (word) => {
  expect(nearest(word, paths)).toBeUndefined();
});
