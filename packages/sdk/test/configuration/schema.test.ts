import { checkOption } from '../../src/configuration/check-option.js';
import { options } from '../../src/configuration/options.js';

test.each(options.map((option) => [option.path, option] as const))(
  '%s accepts its default',
  (path, option) => {
    const findings = checkOption(option, option.default, () => 'default');
    const isSet = option.kind === 'value' && option.default !== undefined;
    expect(findings).toEqual(
      isSet ? [{ kind: 'setting', option: path, value: option.default, origin: 'default' }] : [],
    );
  },
);

test('no two options share a variable', () => {
  const names = options.flatMap(({ env }) => env ?? []);
  expect(new Set(names).size).toBe(names.length);
});

test('our variables are named after the paths', () => {
  const ours = options.filter(
    ({ env, path }) => env?.startsWith('METERKIT_') && path !== 'configFile',
  );
  const named = (path: string) =>
    `METERKIT_${path.replace(/(?<=[a-z])(?=[A-Z])|\./g, '_').toUpperCase()}`;
  expect(ours.map(({ env }) => env)).toEqual(ours.map(({ path }) => named(path)));
});

test('every option is described by one sentence in one line, fit for a table', () => {
  for (const { description } of options) expect(description).toMatch(/^[A-Z`][^|\n]*\.$/);
});

test('only what code alone can give has no variable', () => {
  expect(options.flatMap(({ env, path }) => (env ? [] : path))).toEqual([
    'logger',
    'store',
    'metricProducers',
    'health.body',
    'health.readyBody',
  ]);
});
