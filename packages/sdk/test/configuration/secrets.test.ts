import { inspect } from 'node:util';
import type { InitOptions } from '@meterkit/sdk';
import { effectiveConfiguration } from '../../src/configuration/effective-configuration.js';
import { options } from '../../src/configuration/options.js';
import { start, stopAll, urlOf } from '../running.js';
import { errorOf, resolveAll } from './resolve-all.js';

afterEach(stopAll);

const SECRET = 'hunter2';

/** A right value, one that is wrong in itself, and one that has the secret where none belongs. */
const values = [
  {
    path: 'access.users',
    right: { prometheus: SECRET },
    wrong: { prometheus: `scrypt:${SECRET}` },
    misplaced: { [`prometheus:${SECRET}`]: 'x' },
    env: {
      right: `prometheus=${SECRET}`,
      wrong: `prometheus=scrypt:${SECRET}`,
      misplaced: `prometheus:${SECRET}`,
    },
  },
  {
    path: 'access.tokens',
    right: [SECRET],
    wrong: [`${SECRET} ${SECRET}`],
    misplaced: { token: SECRET },
    env: { right: SECRET, wrong: `${SECRET} ${SECRET}`, misplaced: `Bearer ${SECRET}` },
  },
] as const;

const cases = values.flatMap(({ path, env, ...value }) => {
  const option = options.find((candidate) => candidate.path === path);
  const [group = '', name = ''] = path.split('.');
  const tree = (given: unknown) => ({ [group]: { [name]: given } });
  const yaml = (given: unknown): string => JSON.stringify(tree(given)); // JSON is YAML
  return (['code', 'env', 'file'] as const).map((source) => ({
    path,
    source,
    resolve: (kind: 'right' | 'wrong' | 'misplaced') => {
      if (source === 'code') return resolveAll(tree(value[kind]));
      if (source === 'env') return resolveAll({}, { [option?.env ?? '']: env[kind] });
      return resolveAll({}, {}, yaml(value[kind]));
    },
  }));
});

test('every secret option is among those looked at here', () => {
  const secrets = options.filter(({ secret }) => secret).map(({ path }) => path);
  expect(values.map(({ path }) => path)).toEqual(secrets);
});

test.each(cases)('$path from $source is not among the options in force', ({ path, resolve }) => {
  const lines = effectiveConfiguration(resolve('right'));
  const own = lines.find(({ option }) => option.startsWith(path));
  expect(own?.value).toBe('(hidden)');
  expect(JSON.stringify(lines)).not.toContain(SECRET);
});

test.each(cases)('$path from $source is not in an error', ({ path, resolve }) => {
  for (const kind of ['wrong', 'misplaced'] as const) {
    const error = errorOf(() => resolve(kind));
    expect(error.message).toMatch(new RegExp(`${path}[^ ]*: expected .*, got \\(hidden\\)`));
    expect(inspect(error, { depth: 9 })).not.toContain(SECRET);
  }
});

test('that there is no secret is not hidden', () => {
  const lines = effectiveConfiguration(resolveAll({}));
  expect(lines).toContainEqual({ option: 'access.tokens', value: '[]', origin: 'default' });
  expect(lines).toContainEqual({ option: 'access.users', value: '(none)', origin: 'default' });
});

test('no secret is in a log, from the start to the end', async () => {
  const told: string[] = [];
  const log = (...details: unknown[]): void => void told.push(inspect(details, { depth: 9 }));
  const access: InitOptions['access'] = { users: { prometheus: SECRET }, tokens: [`${SECRET}-1`] };
  const telemetry = await start({
    access,
    logger: { error: log, warn: log, info: log, debug: log },
    logLevel: 'debug',
  });
  await fetch(urlOf(telemetry), { headers: { authorization: `Bearer ${SECRET}` } });
  await fetch(urlOf(telemetry), { headers: { authorization: `Bearer ${SECRET}-1` } });
  await stopAll();
  expect(told.length).toBeGreaterThan(0);
  expect(told.join()).not.toContain(SECRET);
});
