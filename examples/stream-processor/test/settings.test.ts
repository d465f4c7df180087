import { readSettings } from '../src/settings.js';

test('everything has a default', () => {
  expect(readSettings({})).toEqual({
    address: { host: '127.0.0.1', port: 9090 },
    directory: 'data',
    redisUrl: undefined,
    redisName: 'processor',
    metricsEnabled: true,
    follow: true,
    stateMaxBytes: 67_108_864,
    cacheEntries: 10_000,
  });
});

test('the environment says otherwise', () => {
  const env = {
    HOST: '0.0.0.0',
    PORT: '0',
    DATA_DIR: '/d',
    REDIS_URL: 'redis://localhost:6379',
    REDIS_NAME: 'other',
    METRICS_ENABLED: '0',
    FOLLOW: '0',
    STATE_MAX_BYTES: '1000',
    CACHE_ENTRIES: '10',
  };
  expect(readSettings(env)).toEqual({
    address: { host: '0.0.0.0', port: 0 },
    directory: '/d',
    redisUrl: 'redis://localhost:6379',
    redisName: 'other',
    metricsEnabled: false,
    follow: false,
    stateMaxBytes: 1000,
    cacheEntries: 10,
  });
});

test.each([
  [{ PORT: '94x' }, 'PORT: expected a whole number from 0 to 65535, got "94x"'],
  [{ PORT: '65536' }, 'got "65536"'],
  [{ STATE_MAX_BYTES: '0' }, 'STATE_MAX_BYTES: expected a whole number from 1 to 10000000000'],
  [{ CACHE_ENTRIES: '-1' }, 'CACHE_ENTRIES: expected'],
  [{ CACHE_ENTRIES: '1.5' }, 'CACHE_ENTRIES: expected'],
  [{ FOLLOW: 'no' }, 'FOLLOW: expected 0 or 1, got "no"'],
  [{ METRICS_ENABLED: 'yes' }, 'METRICS_ENABLED: expected 0 or 1, got "yes"'],
  [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL: expected redis://'],
])('%j is an error', (env, message) => {
  expect(() => readSettings(env)).toThrow(message);
});

test('an error does not tell a password', () => {
  expect(() => readSettings({ REDIS_URL: 'http://me:secret@redis' })).not.toThrow(/secret/);
  expect(() => readSettings({ REDIS_URL: 'http://me:secret@redis' })).toThrow('REDIS_URL');
});
