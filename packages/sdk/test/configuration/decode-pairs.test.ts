import fc from 'fast-check';
import { decodePairs } from '../../src/configuration/decode-pairs.js';

test.each([
  ['a=1,b=2', { a: '1', b: '2' }],
  [' a = 1 ,, b=', { a: '1', b: '' }],
  ['a=1,a=2', { a: '2' }],
  ['%61=%2C%3D%25', { a: ',=%' }],
  ['=1', { '': '1' }],
  ['', {}],
])('%j is read', (text, pairs) => {
  expect(decodePairs(text)).toEqual(pairs);
});

test.each(['a', 'a=1,b', 'a=1=2', 'a=100%', 'a=%FF', '%=1'])('%j cannot be read', (text) => {
  expect(decodePairs(text)).toBeUndefined();
});

test('what is percent-encoded comes back as it was', () => {
  const wellFormed = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(fc.dictionary(wellFormed, wellFormed), (pairs) => {
      const text = Object.entries(pairs).map((pair) => pair.map(encodeURIComponent).join('='));
      expect(decodePairs(text.join(','))).toEqual({ ...pairs });
    }),
  );
});
