import { EndpointListenError } from '../../src/endpoint/endpoint-listen-error.js';

test.each([
  [
    'EADDRINUSE',
    'scrape.port: expected a port that is free on db, got 9464 (EADDRINUSE); choose another one (OTEL_EXPORTER_PROMETHEUS_PORT), or 0 for any that is free',
  ],
  [
    'EADDRNOTAVAIL',
    'scrape.host: expected an address of this machine, got "db" (EADDRNOTAVAIL); choose another one, or 0.0.0.0 for all',
  ],
  [
    'ENOTFOUND',
    'scrape.host: expected an address of this machine, got "db" (ENOTFOUND); choose another one, or 0.0.0.0 for all',
  ],
])('says of %s what to change', (code, message) => {
  const cause = Object.assign(new Error('listen'), { code });
  const error = new EndpointListenError(cause, { host: 'db', port: 9464, socket: undefined });
  expect(error).toMatchObject({ message, code, host: 'db', port: 9464, cause });
});
