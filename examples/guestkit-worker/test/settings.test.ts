import { hostname } from 'node:os';
import { readSettings } from '../src/settings.js';

test('everything has a default', () => {
  expect(readSettings([], {})).toEqual({
    workerId: hostname(),
    pool: 'default',
    jobsDirectory: 'jobs',
    resultsDirectory: 'results',
    metricsEnabled: true,
    address: { host: '127.0.0.1', port: 9090 },
    timeoutMs: 1_800_000,
    graceMs: 30_000,
  });
});

test('flags and environment say otherwise', () => {
  const flags = '--worker-id w --pool p --jobs-dir j --results-dir=r --metrics-enabled=false';
  const env = { JOB_TIMEOUT_SECONDS: '1.5', SHUTDOWN_SECONDS: '0', PORT: '0' };
  expect(readSettings(flags.split(' '), env)).toEqual({
    workerId: 'w',
    pool: 'p',
    jobsDirectory: 'j',
    resultsDirectory: 'r',
    metricsEnabled: false,
    address: { host: '127.0.0.1', port: 0 },
    timeoutMs: 1500,
    graceMs: 0,
  });
});

test.each([
  ['0.0.0.0:9090', { host: '0.0.0.0', port: 9090 }],
  ['worker.internal:80', { host: 'worker.internal', port: 80 }],
  ['[::1]:0', { host: '::1', port: 0 }],
  [':9090', { host: '::', port: 9090 }],
])('--metrics-addr %s is an address', (text, address) => {
  expect(readSettings(['--metrics-addr', text], { PORT: '1' }).address).toEqual(address);
});

test.each([
  [['--metrics-addr', '9090'], {}, '--metrics-addr: expected host:port, got "9090"'],
  [['--metrics-addr', 'host:65536'], {}, 'got "host:65536"'],
  [['--metrics-addr', '::1:9090'], {}, 'got "::1:9090"'],
  [[], { PORT: '94x' }, 'got "127.0.0.1:94x"'],
  [['--metrics-enabled', 'no'], {}, '--metrics-enabled: expected true or false, got "no"'],
  [['--worker-id', '../up'], {}, '--worker-id: expected letters'],
  [['--worker', 'w'], {}, "Unknown option '--worker'"],
  [['job.json'], {}, "Unexpected argument 'job.json'"],
  [[], { JOB_TIMEOUT_SECONDS: '-1' }, 'JOB_TIMEOUT_SECONDS: expected seconds'],
  [[], { SHUTDOWN_SECONDS: '86401' }, 'SHUTDOWN_SECONDS: expected seconds from 0 to 86400'],
])('%j with %j is an error', (flags, env, message) => {
  expect(() => readSettings(flags, env)).toThrow(message);
});
