import fc from 'fast-check';
import { negotiateEncoding } from '../../src/negotiate/negotiate-encoding.js';

describe('negotiateEncoding', () => {
  it.each([
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['*', 'gzip'],
    ['gzip, deflate, br, zstd', 'gzip'],
    ['identity, gzip', 'gzip'],
    ['gzip;q=0.5, identity;q=0.4', 'gzip'],
    ['identity;q=0, *;q=0.1', 'gzip'],
    ['gzip;q=0.1, *;q=0', 'gzip'],
    [undefined, 'identity'],
    ['', 'identity'],
    ['identity', 'identity'],
    ['deflate, br', 'identity'],
    ['gzip;q=0', 'identity'],
    ['gzip;q=0.000', 'identity'],
    ['gzip;q=0, *', 'identity'],
    ['gzip;q=0.4, identity;q=0.5', 'identity'],
    ['gzip;q=0.4, *;q=0.5', 'identity'],
    ['*;q=0', 'identity'],
    ['identity;q=0', 'identity'],
    ['gzip;q=x', 'identity'],
    ['gzipped', 'identity'],
  ])('rule 11: Accept-Encoding "%s" is answered with %s', (header, encoding) => {
    expect(negotiateEncoding(header)).toBe(encoding);
  });

  it.each([
    ['gzip, deflate, br, zstd', 'zstd'],
    ['gzip, deflate, br', 'gzip'],
    ['br, gzip', 'gzip'],
    ['br', 'br'],
    ['ZSTD;q=0.1', 'zstd'],
    ['gzip;q=0.4, br;q=0.5', 'br'],
    ['zstd;q=0, *;q=0.5', 'gzip'],
    ['zstd;q=0, gzip;q=0, *', 'br'],
    ['*, zstd;q=0.2', 'gzip'],
    ['br;q=0.4, identity;q=0.5, gzip;q=0.6', 'gzip'],
    ['br;q=0.4, identity;q=0.5', 'identity'],
    ['identity;q=0, br;q=0.001', 'br'],
    ['zstd;q=0, gzip;q=0, br;q=0', 'identity'],
    ['zstd;q=0, gzip;q=0, br;q=0, identity;q=0', 'identity'],
    ['deflate', 'identity'],
  ])('rule 11: of zstd, gzip and br "%s" gets %s', (header, encoding) => {
    expect(negotiateEncoding(header, ['zstd', 'gzip', 'br'])).toBe(encoding);
  });

  it('rule 11: any header gets identity, or what is offered', () => {
    const piece = fc.constantFrom(
      'gzip',
      'br',
      'zstd',
      'identity',
      '*',
      ',',
      ';',
      'q=',
      '0',
      '.5',
      '"',
      ' ',
    );
    const header = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    const encodings = fc.subarray(['zstd', 'gzip', 'br'] as const);
    fc.assert(
      fc.property(header, encodings, (acceptEncoding, offered) => {
        const encoding = negotiateEncoding(acceptEncoding, offered);
        expect(['identity', ...offered]).toContain(encoding);
        // An encoding is never one that the header does not know of.
        if (encoding !== 'identity')
          expect(acceptEncoding.toLowerCase()).toMatch(/gzip|br|zstd|\*/);
      }),
    );
  });
});
