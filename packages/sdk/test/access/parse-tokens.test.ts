import { isToken, parseTokens } from '../../src/access/parse-tokens.js';

test('a line is a token', () => {
  expect(parseTokens('# new\nabc\n\r\n# until friday\r\nd.E-f_~+/1==\r\n')).toEqual([
    'abc',
    'd.E-f_~+/1==',
  ]);
});

test.each([
  ['', 'there is no token in it'],
  ['abc\nhunter 2\n', 'line 2 is no token'],
  ['Bearer abc', 'line 1 is no token'],
])('%p cannot be used', (text, message) => {
  expect(() => parseTokens(text)).toThrow(new Error(message));
});

test.each([
  ['', false],
  ['=', false],
  ['a=b', false],
  ['a===', false],
  ['ä', false],
  ['x'.repeat(1025), false],
  ['x'.repeat(1024), true],
  ['a==', true],
])('%p as a token: %s', (text, is) => {
  expect(isToken(text)).toBe(is);
});
