import fc from 'fast-check';
import { labelName } from '../../src/names/label-name.js';

const classic = { translation: 'underscores', escaping: 'underscores' } as const;
const utf8 = { translation: 'utf-8', escaping: 'allow-utf-8' } as const;

describe('labelName', () => {
  test.each([
    ['http.request.method', 'http_request_method'],
    ['a..b--c', 'a_b_c'],
    ['a__b', 'a_b'],
    ['a:b', 'a_b'],
    ['code?', 'code_'],
    ['größe', 'gr_e'],
  ])('rule 69: %j is %s', (key, name) => {
    expect(labelName(key, 'gauge', classic)).toBe(name);
  });

  test.each([
    ['__name__', 'exported_name_'],
    ['_private', 'exported_private'],
    ['.hidden', 'exported_hidden'],
    ['2xx', 'exported_2xx'],
    ['', 'exported_'],
    ['😱', 'exported_'],
  ])('rule 27: the reserved %j is %s', (key, name) => {
    expect(labelName(key, 'gauge', classic)).toBe(name);
  });

  test.each([
    ['histogram', 'exported_le'],
    ['counter', 'le'],
    ['gauge', 'le'],
  ] as const)('rule 30: le on a %s is %s', (type, name) => {
    expect(labelName('le', type, classic)).toBe(name);
    expect(labelName('le', type, utf8)).toBe(name);
  });

  test('rule 30: quantile is reserved on a summary alone', () => {
    expect(labelName('quantile', 'histogram', classic)).toBe('quantile');
    expect(labelName('quantile', 'summary', classic)).toBe('exported_quantile');
  });

  test.each([
    ['a__b', 'a__b'],
    ['a.b', 'a_b'],
    ['__name__', 'exported_name__'],
  ])('of a family with an exact name %j is %s', (key, name) => {
    expect(labelName(key, 'gauge', { ...classic, exactName: true })).toBe(name);
  });

  test.each([
    ['http.method', 'http.method'],
    ['größe', 'größe'],
    ['__name__', 'exported_name__'],
  ])('utf-8 translation of %j is %j', (key, name) => {
    expect(labelName(key, 'gauge', utf8)).toBe(name);
  });

  test.each([
    ['a.b', 'underscores', 'a_b'],
    ['a.b', 'values', 'U__a_2e_b'],
    ['😱', 'underscores', 'exported_'],
    ['.a', 'underscores', 'exported_a'],
    ['__a.b', 'dots', 'exported__a_dot_b'],
  ] as const)('rule 27: utf-8 translation of %j escaped by %s is %s', (key, escaping, name) => {
    expect(labelName(key, 'gauge', { translation: 'utf-8', escaping })).toBe(name);
  });

  test('rule 27: translated names are plain and not reserved', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        expect(labelName(key, 'histogram', classic)).toMatch(/^(?!le$)[a-zA-Z][a-zA-Z0-9_]*$/);
      }),
    );
  });
});
