import { Negotiations } from '../../src/endpoint/negotiations.js';

const openMetrics = { accept: 'application/openmetrics-text', 'accept-encoding': 'gzip' };

test('gives the same object for the same headers', () => {
  const negotiations = new Negotiations('text');
  const first = negotiations.of(openMetrics);
  expect(first).toMatchObject({ format: 'openmetrics', contentEncoding: 'gzip' });
  expect(negotiations.of({ ...openMetrics })).toBe(first);
});

test.each([
  [{ accept: 'application/openmetrics-text' }, 'openmetrics', 'identity'],
  [{ 'accept-encoding': 'gzip' }, 'text', 'gzip'],
  [{}, 'text', 'identity'],
])('%j is not %j of before', (headers, format, contentEncoding) => {
  const negotiations = new Negotiations('text');
  negotiations.of(openMetrics);
  expect(negotiations.of(headers)).toMatchObject({ format, contentEncoding });
});

test('who accepts anything gets the default format', () => {
  expect(new Negotiations('openmetrics').of({}).format).toBe('openmetrics');
});

test('forgets scrapers when there are too many', () => {
  const negotiations = new Negotiations('text');
  const first = negotiations.of(openMetrics);
  for (let i = 0; i < 8; i++) negotiations.of({ accept: `text/x-${i}` });
  expect(negotiations.of(openMetrics)).not.toBe(first);
  expect(negotiations.of(openMetrics)).toEqual(first);
});

test('a format that is given overrides what is accepted', () => {
  const negotiations = new Negotiations('text');
  const asText = negotiations.of(openMetrics, 'text');
  expect(asText).toMatchObject({ format: 'text', contentEncoding: 'gzip' });
  expect(negotiations.of(openMetrics)).toMatchObject({ format: 'openmetrics' });
  expect(negotiations.of({}, 'openmetrics')).toMatchObject({
    contentType: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  });
});
