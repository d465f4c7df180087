import fc from 'fast-check';
import { labelName } from '../../src/names/label-name.js';

describe('labelName', () => {
  test.each([
    ['http.request.method', 'http_request_method'],
    ['a..b--c', 'a_b_c'],
    ['a__b', 'a_b'],
    ['a:b', 'a_b'],
    ['code?', 'code_'],
    ['größe', 'gr_e'],
  ])('rule 69: %j is %s', (key, name) => {
    expect(labelName(key, 'gauge', 'underscores')).toBe(name);
  });

  test.each([
    ['__name__', 'exported_name_'],
    ['_private', 'exported_private'],
    ['.hidden', 'exported_hidden'],
    ['2xx', 'exported_2xx'],
    ['', 'exported_'],
    ['😱', 'exported_'],
  ])('rule 27: the reserved %j is %s', (key, name) => {
    expect(labelName(key, 'gauge', 'underscores')).toBe(name);
  });

  test.each([
    ['histogram', 'exported_le'],
    ['counter', 'le'],
    ['gauge', 'le'],
  ] as const)('rule 30: le on a %s is %s', (type, name) => {
    expect(labelName('le', type, 'underscores')).toBe(name);
    expect(labelName('le', type, 'utf-8')).toBe(name);
  });

  test('rule 30: quantile stays, for no family here is a summary', () => {
    expect(labelName('quantile', 'histogram', 'underscores')).toBe('quantile');
  });

  test.each([
    ['http.method', 'http.method'],
    ['größe', 'größe'],
    ['__name__', 'exported_name__'],
  ])('utf-8 translation of %j is %j', (key, name) => {
    expect(labelName(key, 'gauge', 'utf-8')).toBe(name);
  });

  test('rule 27: translated names are plain and not reserved', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        expect(labelName(key, 'histogram', 'underscores')).toMatch(
          /^(?!le$)[a-zA-Z][a-zA-Z0-9_]*$/,
        );
      }),
    );
  });
});
