import fc from 'fast-check';
import { parseAuthorization } from '../../src/access/parse-authorization.js';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

test.each([
  [basic('prometheus:secret'), { scheme: 'basic', name: 'prometheus', password: 'secret' }],
  [basic('a:b:c'), { scheme: 'basic', name: 'a', password: 'b:c' }],
  [basic('jörg:Grüße'), { scheme: 'basic', name: 'jörg', password: 'Grüße' }],
  [basic('a:'), { scheme: 'basic', name: 'a', password: '' }],
  ['basic   YTpi', { scheme: 'basic', name: 'a', password: 'b' }],
  ['Bearer abc.DEF-1_2~3+4/5==', { scheme: 'bearer', token: 'abc.DEF-1_2~3+4/5==' }],
  ['BEARER x', { scheme: 'bearer', token: 'x' }],
])('%s is understood', (header, credentials) => {
  expect(parseAuthorization(header)).toEqual(credentials);
});

test.each([
  ['nothing', ''],
  ['a scheme alone', 'Basic'],
  ['a scheme and a space', 'Basic '],
  ['no space', 'BasicYTpi'],
  ['no scheme', 'YTpi'],
  ['another scheme', 'Digest YTpi'],
  ['space before it', ' Basic YTpi'],
  ['a tabulator', 'Basic\tYTpi'],
  ['no base64', 'Basic YTp*'],
  ['base64 without its padding', 'Basic YTpiYw'],
  ['base64 for URLs', 'Basic YTo_Pz8_'],
  ['base64 with bits left over', 'Basic YTpiYx=='],
  ['no colon', basic('prometheus')],
  ['a NUL', basic('a:b\0')],
  ['a line feed', basic('a\n:b')],
  ['what is not UTF-8', `Basic ${Buffer.from([0x61, 0x3a, 0xff]).toString('base64')}`],
  ['something behind it', 'Basic YTpi x'],
  ['two in one', 'Basic YTpi, Basic YTpi'],
  ['a parameter', 'Bearer token="x"'],
  ['too much', `Bearer ${'x'.repeat(5000)}`],
])('%s is nothing', (_, header) => {
  expect(parseAuthorization(header)).toBeUndefined();
});

test('what a client may send is what is understood', () => {
  const printable = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text));
  const name = printable.filter((text) => !text.includes(':'));
  fc.assert(
    fc.property(name, printable, (user, password) => {
      expect(parseAuthorization(basic(`${user}:${password}`))).toEqual({
        scheme: 'basic',
        name: user,
        password,
      });
    }),
  );
});

test('whatever comes, it does not throw', () => {
  const scheme = fc.constantFrom('', 'Basic ', 'Bearer ', 'basic  ');
  fc.assert(
    fc.property(scheme, fc.string({ unit: 'binary' }), (before, text) => {
      parseAuthorization(before + text);
      parseAuthorization(before + Buffer.from(text).toString('base64'));
    }),
  );
});
