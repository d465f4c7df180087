import { effectiveConfiguration } from '../../src/configuration/effective-configuration.js';
import { options } from '../../src/configuration/options.js';
import { resolveAll } from './resolve-all.js';

test('every option is there once, in the order of the documents', () => {
  const lines = effectiveConfiguration(resolveAll({}));
  expect(lines.map(({ option }) => option)).toEqual(options.map(({ path }) => path));
});

test('values are told with their origins, those of records by entry', () => {
  const resolved = resolveAll(
    { logger: console, page: { constantLabels: { zone: 'eu' } } },
    { OTEL_RESOURCE_ATTRIBUTES: 'team=pay', OTEL_EXPORTER_PROMETHEUS_PORT: '0' },
    'resourceAttributes:\n  team: old\n  rack: "7"\n',
  );
  const lines = effectiveConfiguration(resolved);
  expect(lines.filter(({ origin }) => origin !== 'default')).toEqual([
    { option: 'resourceAttributes.team', value: '"pay"', origin: 'env OTEL_RESOURCE_ATTRIBUTES' },
    { option: 'resourceAttributes.rack', value: '"7"', origin: 'file m.yaml:3:3' },
    { option: 'logger', value: 'an object', origin: 'code' },
    { option: 'configFile', value: '"m.yaml"', origin: 'env METERKIT_CONFIG_FILE' },
    { option: 'scrape.port', value: '0', origin: 'env OTEL_EXPORTER_PROMETHEUS_PORT' },
    { option: 'page.constantLabels.zone', value: '"eu"', origin: 'code' },
  ]);
  expect(lines).toContainEqual({ option: 'serviceVersion', value: '(unset)', origin: 'default' });
});

test('a record without entries is told too', () => {
  const lines = effectiveConfiguration(resolveAll({}));
  expect(lines).toContainEqual({
    option: 'resourceAttributes',
    value: '(none)',
    origin: 'default',
  });
});
