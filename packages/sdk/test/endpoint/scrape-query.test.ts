import fc from 'fast-check';
import { scrapeQuery } from '../../src/endpoint/scrape-query.js';

const names = (count: number) => Array.from({ length: count }, (_, i) => `name[]=m${i}`).join('&');

test.each([
  ['/metrics', undefined, undefined],
  ['/metrics?', undefined, undefined],
  ['/metrics?x=1&name=a', undefined, undefined],
  ['/metrics?format=openmetrics', 'openmetrics', undefined],
  ['/metrics?format=text&name[]=a', 'text', ['a']],
  ['/metrics?name[]=b&name[]=a&name[]=b', undefined, ['a', 'b']],
  ['/metrics?name%5B%5D=http.size', undefined, ['http.size']],
  ['/metrics?name[]=%C3%A4+%00', undefined, ['ä \0']],
  ['/metrics?name[]=', undefined, ['']],
  ['/metrics?name[]=%zz', undefined, ['%zz']],
  [`/?name[]=${'a'.repeat(255)}`, undefined, ['a'.repeat(255)]],
  [undefined, undefined, undefined],
])('%s asks for the format %s and the names %j', (url, format, expected) => {
  expect(scrapeQuery(url)).toEqual({ kind: 'query', format, names: expected });
});

test('a hundred names are answered', () => {
  expect(scrapeQuery(`/metrics?${names(100)}`)).toMatchObject({ kind: 'query' });
});

test.each([
  ['/?format=', 'format: expected one of openmetrics, text\n'],
  ['/?format=protobuf', 'format: expected one of openmetrics, text\n'],
  ['/?format=TEXT', 'format: expected one of openmetrics, text\n'],
  [`/?${names(101)}`, 'name[]: expected at most 100 names, got 101\n'],
  [`/?name[]=${'a'.repeat(256)}`, 'name[]: expected names of at most 255 characters\n'],
])('%.20s is invalid', (url, text) => {
  expect(scrapeQuery(url)).toEqual({ kind: 'invalid', text });
});

test('any URL has an answer: names within their limits, or why not', () => {
  const piece = fc.constantFrom(
    '?',
    '&',
    '=',
    'name[]',
    '%5B',
    '%',
    'format',
    'text',
    '+',
    '#',
    ';',
    '\0',
  );
  const url = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 500 })
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(url, (text) => {
      const query = scrapeQuery(text);
      if (query.kind === 'invalid')
        return expect(query.text).toMatch(/^(format|name\[\]): expected [^\n]+\n$/);
      expect([undefined, 'openmetrics', 'text']).toContain(query.format);
      const asked = query.names ?? [];
      expect(asked).toEqual([...new Set(asked)].sort());
      expect(asked.length).toBeLessThanOrEqual(100);
      expect(asked.every((name) => name.length <= 255)).toBe(true);
    }),
  );
});
