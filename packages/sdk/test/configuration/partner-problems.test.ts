import { messagesOf } from './resolve-all.js';

test.each([
  [
    { tls: { certFile: 'c.pem' } },
    ['tls.certFile: expected only together with tls.keyFile, got "c.pem" (from code)'],
  ],
  [
    { tls: { keyFile: 'k.pem' } },
    ['tls.keyFile: expected only together with tls.certFile, got "k.pem" (from code)'],
  ],
  [
    { tls: { clientCaFile: 'ca.pem' } },
    ['tls.clientCaFile: expected only together with tls.certFile, got "ca.pem" (from code)'],
  ],
  [
    { tls: { certFile: 'c.pem', keyFile: 'k.pem' }, scrape: { socket: '/s' } },
    ['scrape.socket: expected only without tls.certFile, got "/s" (from code)'],
  ],
  [
    { tls: { certFile: 'c.pem', keyFile: 'k.pem' }, scrape: { listen: false } },
    [
      'tls.certFile: expected only where the endpoint listens, got "c.pem" (from code); set scrape.listen, or give TLS to the server that the endpoint is mounted on',
    ],
  ],
  [
    { health: { host: '0.0.0.0' } },
    ['health.host: expected only together with health.port, got "0.0.0.0" (from code)'],
  ],
])('%j means nothing', (options, messages) => {
  expect(messagesOf({ disabled: true, ...options })).toEqual(messages);
});

test('a partner that is there, but wrong, is not missed', () => {
  expect(messagesOf({ disabled: true, tls: { certFile: 'c.pem', keyFile: 7 } })).toEqual([
    'tls.keyFile: expected a string that is not empty, got 7 (from code); put it in quotes',
  ]);
});
