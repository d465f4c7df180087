import { createStore } from '@meterkit/instruments';
import { stringify } from 'yaml';
import { messagesOf, resolveAll } from './resolve-all.js';

test.each([
  [
    'a name that is near',
    { scrape: { metricPath: '/m' } },
    'scrape.metricPath',
    'scrape.metricsPath',
  ],
  ['a group that is near', { scarpe: { port: 1 } }, 'scarpe', 'scrape'],
  ['other case and separators', { service_name: 'a' }, 'service_name', 'serviceName'],
  ['the wrong group', { scrape: { scopeLabels: true } }, 'scrape.scopeLabels', 'page.scopeLabels'],
  ['a word for it', { service: 'a' }, 'service', 'serviceName'],
  ['a word of prom-client', { defaultLabels: {} }, 'defaultLabels', 'page.constantLabels'],
  ['a part of the name', { scrape: { path: '/m' } }, 'scrape.path', 'scrape.metricsPath'],
  ['no group', { graceMs: 1 }, 'graceMs', 'shutdown.graceMs'],
])('an unknown option leads to the one meant: %s', (_, code, unknown, meant) => {
  expect(messagesOf(code)).toEqual([
    `${unknown}: unknown option (from code); did you mean ${meant}?`,
  ]);
});

test('an unknown option without a likely meaning has no suggestion, and its value is not shown', () => {
  expect(messagesOf({ telemetry: 'secret' })).toEqual(['telemetry: unknown option (from code)']);
});

test('a path as a name is told to be nested', () => {
  expect(messagesOf({ 'scrape.port': 1 })).toEqual([
    'scrape.port: unknown option (from code); nest it, as the dots say',
  ]);
});

test.each([
  ['text', 'prometheus', '"prometheus"'],
  ['a list', [], '[]'],
  ['a function', () => {}, 'a function'],
])('what holds no options is a problem: %s', (_, code, shown) => {
  expect(messagesOf(code)).toEqual([
    `configuration: expected options by name, got ${shown} (from code)`,
  ]);
});

test('an option that only code can give cannot be set in a file', () => {
  expect(messagesOf({}, {}, 'logger: console')).toEqual([
    'logger: cannot be set in a file (from file m.yaml:1:1); set it in code',
  ]);
});

test('what is no store is a problem', () => {
  expect(messagesOf({ store: { families: [] } })).toEqual([
    'store: expected a store made by createStore(), got an object (from code)',
  ]);
});

test('a logger and a store are taken as they are', () => {
  const store = createStore();
  const { configuration } = resolveAll({ logger: console, store });
  expect(configuration.logger).toBe(console);
  expect(configuration.store).toBe(store);
});

describe('names that JavaScript gives a meaning', () => {
  const json =
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1}';
  const unknown = (origins: readonly string[]) =>
    ['__proto__', 'constructor', 'toString'].map(
      (name, index) => `${name}: unknown option (from ${origins[index]})`,
    );

  test('are unknown options in code', () => {
    expect(messagesOf(JSON.parse(json))).toEqual(unknown(['code', 'code', 'code']));
    expect({}).not.toHaveProperty('polluted');
  });

  test('are unknown options in a file', () => {
    const yaml = stringify(JSON.parse(json));
    const places = ['file m.yaml:1:1', 'file m.yaml:3:1', 'file m.yaml:6:1'];
    expect(messagesOf({}, {}, yaml)).toEqual(unknown(places));
    expect({}).not.toHaveProperty('polluted');
  });

  test('are entries of records like others, save __proto__', () => {
    const env = { OTEL_RESOURCE_ATTRIBUTES: 'constructor=a,toString=b' };
    const { resourceAttributes } = resolveAll({}, env).configuration;
    expect(Object.entries(resourceAttributes)).toEqual([
      ['constructor', 'a'],
      ['toString', 'b'],
    ]);
    expect(messagesOf({}, { OTEL_RESOURCE_ATTRIBUTES: '__proto__=x' })).toEqual([
      'resourceAttributes.__proto__: expected an attribute name that is not empty and not __proto__, got "__proto__" (from env OTEL_RESOURCE_ATTRIBUTES)',
    ]);
    expect(messagesOf(JSON.parse('{"resourceAttributes":{"__proto__":"x"}}'))).toHaveLength(1);
  });

  test('properties that are inherited are not read', () => {
    const code = Object.create({ strict: true, scrape: { port: 1 } });
    expect(resolveAll(code).configuration).toEqual(resolveAll({}).configuration);
  });
});
