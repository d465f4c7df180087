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
});
