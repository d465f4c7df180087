import fc from 'fast-check';
import { escapeName, isPlainName } from '../../src/names/escape-name.js';

describe('escapeName', () => {
  test.each([
    ['plain_name:sum', 'plain_name:sum', 'plain_name:sum', 'plain_name:sum'],
    ['a.b', 'a_b', 'a_dot_b', 'U__a_2e_b'],
    ['a.b_c', 'a_b_c', 'a_dot_b__c', 'U__a_2e_b__c'],
    ['http.status:sum', 'http_status:sum', 'http_dot_status:sum', 'U__http_2e_status:sum'],
    ['with space', 'with_space', 'with_space', 'U__with_20_space'],
    ['😱', '_', '_', 'U___1f631_'],
    ['1a', '_a', '_a', 'U___31_a'],
    ['a\ud800b', 'a_b', 'a_b', 'U__a_fffd_b'],
  ])('rule 73: %j', (name, underscores, dots, values) => {
    expect(escapeName(name, 'underscores', 'metric')).toBe(underscores);
    expect(escapeName(name, 'dots', 'metric')).toBe(dots);
    expect(escapeName(name, 'values', 'metric')).toBe(values);
  });

  test('rule 73: allow-utf-8 keeps every character', () => {
    expect(escapeName('größe.😱 "a"', 'allow-utf-8', 'metric')).toBe('größe.😱 "a"');
  });

  test('rule 13: a lone surrogate is U+FFFD in each scheme', () => {
    expect(escapeName('a\udc00', 'allow-utf-8', 'label')).toBe('a\ufffd');
  });

  test('a colon is odd in a label', () => {
    expect(escapeName('a:b', 'underscores', 'metric')).toBe('a:b');
    expect(escapeName('a:b', 'underscores', 'label')).toBe('a_b');
    expect(escapeName('a:b', 'values', 'label')).toBe('U__a_3a_b');
  });

  test('rule 73: every scheme but allow-utf-8 gives plain names', () => {
    const schemes = fc.constantFrom('underscores', 'dots', 'values');
    const kinds = fc.constantFrom('metric', 'label');
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }),
        schemes,
        kinds,
        (name, scheme, kind) => {
          expect(isPlainName(escapeName(name, scheme, kind), kind)).toBe(true);
        },
      ),
    );
  });
});
