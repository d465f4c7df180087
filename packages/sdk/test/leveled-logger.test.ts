import { leveledLogger } from '../src/leveled-logger.js';

function recording() {
  const lines: string[] = [];
  const at =
    (level: string) =>
    (...parts: unknown[]): void =>
      void lines.push([level, ...parts].join(' '));
  return {
    lines,
    logger: { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') },
  };
}

test.each([
  ['none', []],
  ['error', ['error m']],
  ['warn', ['error m', 'warn m']],
  ['info', ['error m', 'warn m', 'info m']],
  ['debug', ['error m', 'warn m', 'info m', 'debug m']],
] as const)('writes what is important enough for %s', (level, expected) => {
  const { lines, logger } = recording();
  const leveled = leveledLogger(logger, level);
  leveled.error('m');
  leveled.warn('m');
  leveled.info('m');
  leveled.debug('m');
  expect(lines).toEqual(expected);
});

test('passes details on', () => {
  const { lines, logger } = recording();
  leveledLogger(logger, 'info').warn('message', 1, 'two');
  expect(lines).toEqual(['warn message 1 two']);
});

test('calls the logger as a method', () => {
  class Counting {
    #calls = 0;
    readonly count = (): number => this.#calls;
    error(): void {
      this.#calls++;
    }
    warn(): void {}
    info(): void {}
    debug(): void {}
  }
  const logger = new Counting();
  leveledLogger(logger, 'info').error('m');
  expect(logger.count()).toBe(1);
});

test('writes to the standard error stream without a logger', () => {
  const error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  leveledLogger(undefined, 'info').info('metrics at x', 1);
  expect(error.mock.calls).toEqual([['meterkit info: metrics at x', 1]]);
  error.mockRestore();
});

test.each([
  [
    'throws',
    () => {
      throw new Error('broken');
    },
  ],
  ['rejects', () => Promise.reject(new Error('broken'))],
])('keeps to itself that a logger %s', async (_, broken) => {
  const logger = leveledLogger(
    { error: broken, warn: broken, info: broken, debug: broken },
    'debug',
  );
  expect(() => logger.error('m')).not.toThrow();
  await new Promise((resolve) => setImmediate(resolve)); // an unhandled rejection would fail this test
});
