import { pageText } from '../../src/parse/page-text.js';
import { verdict } from './verdict.js';

const read = (page: string | Uint8Array) => {
  pageText(page, 'openmetrics');
  return [];
};

describe('pageText', () => {
  it('decodes bytes as UTF-8', () => {
    expect(pageText(Buffer.from('a{b="☃\u0000𝒳"} 1\n'), 'openmetrics')).toBe('a{b="☃\u0000𝒳"} 1\n');
  });

  it.each([
    { what: 'a byte that begins nothing', page: [0x61, 0x0a, 0x62, 0xff], at: '2:2' },
    { what: 'a sequence cut short', page: [0x61, 0xe2, 0x98], at: '1:2' },
    { what: 'an encoded surrogate', page: [0x0a, 0xed, 0xa0, 0x80], at: '2:1' },
    { what: 'an overlong sequence', page: [0x61, 0xc0, 0x80], at: '1:2' },
    {
      what: 'a wrong byte after true replacement characters',
      page: [0xef, 0xbf, 0xbd, 0xef, 0xbf, 0xbd, 0x0a, 0xef, 0xbf, 0xbd, 0x80],
      at: '2:2',
    },
  ])('rule 13: $what is refused at $at', ({ page, at }) => {
    expect(verdict(read, Uint8Array.from(page))).toBe(`utf-8 ${at}`);
  });

  it.each([
    { what: 'a lone surrogate', page: 'a\n𝒳\udc00', rule: 'utf-8 2:3' },
    { what: 'a byte order mark', page: '\ufeffa 1\n', rule: 'byte-order-mark 1:1' },
    {
      what: 'an encoded byte order mark',
      page: Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]),
      rule: 'byte-order-mark 1:1',
    },
  ])('rule 13: $what is refused', ({ page, rule }) => {
    expect(verdict(read, page)).toBe(rule);
  });
});
