import { tlsContext } from '../../src/endpoint/tls-context.js';
import { createAuthority } from '../certificates.js';

const authority = createAuthority('Meterkit test');
const { cert, key } = authority.certify('server');

test('a pair makes a context, with the authorities of clients if there are any', () => {
  expect(tlsContext({ cert, key })).toEqual({ cert, key, minVersion: 'TLSv1.2' });
  expect(tlsContext({ cert: key + cert, key })).toMatchObject({ key });
  expect(tlsContext({ cert, key, ca: authority.cert })).toMatchObject({ ca: authority.cert });
});

test.each([
  ['the key of another certificate', { cert, key: authority.certify('other').key }],
  ['half a certificate', { cert: cert.slice(0, 200), key }],
  ['half a key', { cert, key: key.slice(0, 100) }],
  ['nothing', { cert: '', key: '' }],
  ['authorities that are none', { cert, key, ca: 'nobody' }],
  ['a certificate without its key', { cert, key: '' }],
  ['a key without its certificate', { cert: '', key }],
  ['no authority', { cert, key, ca: '' }],
  [
    'half an authority behind a whole one',
    { cert, key, ca: authority.cert + authority.cert.slice(0, 200) },
  ],
])('%s is refused', (_, texts) => {
  expect(() => tlsContext(texts)).toThrow();
});
