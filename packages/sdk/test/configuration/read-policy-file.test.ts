import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InitOptions } from '../../src/configuration/init-options.js';
import {
  resolveConfiguration,
  resolvePolicy,
} from '../../src/configuration/resolve-configuration.js';
import { errorOf } from './resolve-all.js';

const folder = mkdtempSync(join(tmpdir(), 'meterkit-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Resolves with `p.yaml` as the policy file, and the environment's METERKIT_CONFIG_FILE as `m.yaml`. */
function resolveWith(
  policy: string,
  code: InitOptions = {},
  env: NodeJS.ProcessEnv = {},
  yaml = '',
) {
  return resolveConfiguration(
    { policyFile: 'p.yaml', ...code },
    { env, readFile: (path) => (path.endsWith('m.yaml') ? yaml : policy) },
  );
}

function messagesOf(...sources: Parameters<typeof resolveWith>): readonly string[] {
  const { problems } = errorOf(() => resolveWith(...sources));
  return problems.map(({ option, rule, origin, fix }) => [option, rule, origin, fix].join(' | '));
}

test('what the policy file says is in force over all other sources, which stay known', () => {
  const { configuration, inForce, policy } = resolveWith(
    'logLevel: debug\npage: { include: [a] }\ninstruments: { dropLabels: { b: [y] } }\n',
    { logLevel: 'error', instruments: { dropLabels: { a: ['x'], b: ['x'] } } },
    { METERKIT_PAGE_INCLUDE: 'b', METERKIT_PAGE_EXCLUDE: 'c' },
  );
  expect(configuration).toMatchObject({ logLevel: 'error', page: { include: ['b'] } });
  expect(inForce.configuration).toMatchObject({
    logLevel: 'debug',
    page: { include: ['a'], exclude: ['c'] },
    instruments: { dropLabels: { a: ['x'], b: ['y'] } },
  });
  expect(inForce.origins.get('logLevel')).toBe('file p.yaml:1:1');
  expect(inForce.origins.get('page.exclude')).toBe('env METERKIT_PAGE_EXCLUDE');
  expect(policy).toEqual({ text: expect.stringContaining('logLevel: debug') });
});

test('without a policy file the configuration is in force', () => {
  const { configuration, inForce, policy } = resolveConfiguration({}, { env: {} });
  expect(inForce.configuration).toEqual(configuration);
  expect(policy).toBeUndefined();
});

test('the policy file is named by code, the environment or the configuration file', () => {
  const env = { METERKIT_POLICY_FILE: 'p.yaml' };
  const byEnv = resolveWith('logLevel: warn', { policyFile: undefined }, env);
  const configFile = { METERKIT_CONFIG_FILE: 'm.yaml' };
  const byFile = resolveWith(
    'logLevel: warn',
    { policyFile: undefined },
    configFile,
    'policyFile: p.yaml',
  );
  for (const { inForce } of [byEnv, byFile]) expect(inForce.configuration.logLevel).toBe('warn');
});

test('a broken one is an error at the start, beside what is wrong elsewhere', () => {
  expect(
    messagesOf('page: { exclud: [a] }\ninstruments:\n  bounds: {}\n', { scrape: { port: -1 } }),
  ).toEqual([
    'scrape.port | expected an integer from 0 to 65535 | code | ',
    'page.exclud | unknown option | file p.yaml:1:9 | did you mean page.exclude?',
    'instruments.bounds | cannot change while the process runs | file p.yaml:3:3 | set it where init() finds it',
  ]);
  expect(messagesOf('page: [')).toEqual([
    expect.stringMatching(/^policyFile \| invalid YAML: .* \| file p\.yaml:1:8 \| $/),
  ]);
});

test.each([
  ['configFile', 'configFile: a'],
  ['policyFile', 'policyFile: a'],
  ['logger', 'logger: {}'],
  ['page.translation', 'page: { translation: utf-8 }'],
])('%s cannot be set in it', (option, policy) => {
  expect(messagesOf(policy)).toEqual([
    expect.stringContaining(`${option} | cannot change while the process runs | file p.yaml:1:`),
  ]);
});

test('one that is not there is a warning, for it may come', () => {
  const policyFile = join(folder, 'absent.yaml');
  const { warnings, policy } = resolveConfiguration({ policyFile }, { env: {} });
  expect(policy).toEqual({ reason: 'ENOENT' });
  expect(warnings).toEqual([
    {
      option: 'policyFile',
      rule: 'expected a readable file',
      value: JSON.stringify(policyFile),
      origin: 'code',
      fix: `ENOENT: ${policyFile}`,
    },
  ]);
});

test('one that cannot be read is a problem', () => {
  const { problems } = errorOf(() => resolveConfiguration({ policyFile: folder }, { env: {} }));
  expect(problems).toEqual([expect.objectContaining({ fix: `EISDIR: ${folder}` })]);
});

test('it is not read where it is not wanted', () => {
  const policyFile = join(folder, 'broken.yaml');
  writeFileSync(policyFile, 'a: [');
  const resolved = resolveConfiguration({ policyFile }, { env: {}, readsPolicy: false });
  expect(resolved.inForce.configuration).toEqual(resolved.configuration);
});

test('another text is put over the same configuration', () => {
  const resolved = resolveWith('logLevel: debug', { page: { exclude: ['a'] } });
  const { configuration } = resolvePolicy(resolved, 'page: { exclude: [b] }');
  expect(configuration).toMatchObject({ logLevel: 'info', page: { exclude: ['b'] } });
  const { problems } = errorOf(() => resolvePolicy(resolved, 'page: { exclude: b }'));
  expect(problems).toEqual([expect.objectContaining({ origin: 'file p.yaml:1:9' })]);
});
