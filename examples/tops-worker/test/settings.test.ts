import { readSettings } from '../src/settings.js';

test('nothing has to be set', () => {
  expect(readSettings({})).toMatchObject({
    metricsEnabled: false,
    address: { host: '127.0.0.1', port: 8082 },
    seedHex: undefined,
    aggregatorUrl: undefined,
    faults: { gpu: 0, network: 0, signature: 0, validation: 0 },
  });
});

test.each([
  ['METRICS_ENABLED', '1', { metricsEnabled: true }],
  ['METRICS_ENABLED', '0', { metricsEnabled: false }],
  ['PORT', '0', { address: { port: 0 } }],
  ['HOST', '::1', { address: { host: '::1' } }],
  ['WORKER_SK_HEX', 'aB'.repeat(32), { seedHex: 'aB'.repeat(32) }],
  [
    'AGGREGATOR_URL',
    'https://a.example/v1/verify',
    { aggregatorUrl: 'https://a.example/v1/verify' },
  ],
  ['THREADS', '3', { threads: 3 }],
  ['DIFFICULTY_BITS', '32', { difficultyBits: 32 }],
  ['ATTEMPTS', '7', { attempts: 7 }],
  ['BREAKER_FAILURES', '2', { breaker: { failures: 2 } }],
  ['BREAKER_COOLDOWN_MS', '40', { breaker: { cooldownMs: 40 } }],
  ['FAULTS', 'gpu=50,network=2', { faults: { gpu: 50, network: 2, signature: 0 } }],
])('%s=%s is read', (name, value, expected) => {
  expect(readSettings({ [name]: value })).toMatchObject(expected);
});

test.each([
  ['PORT', '65536'],
  ['PORT', '80x'],
  ['WORKER_SK_HEX', 'ab'],
  ['WORKER_SK_HEX', 'x'.repeat(64)],
  ['AGGREGATOR_URL', 'http://a.example/'],
  ['AGGREGATOR_URL', 'ftp://a.example/verify'],
  ['AGGREGATOR_URL', 'http://'],
  ['THREADS', '-1'],
  ['DIFFICULTY_BITS', '33'],
  ['ATTEMPTS', '1.5'],
  ['FAULTS', 'gpu'],
  ['FAULTS', 'gpu=0'],
  ['FAULTS', 'disk=3'],
])('%s=%s is an error that names it', (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name}: expected `));
});

test('the message about a key does not tell it', () => {
  const secret = 'secret'.repeat(10);
  expect(() => readSettings({ WORKER_SK_HEX: secret })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('secret') }),
  );
});
