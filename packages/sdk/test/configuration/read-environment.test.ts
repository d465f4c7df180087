import { messagesOf, resolveAll } from './resolve-all.js';

test.each([
  ['an integer', { OTEL_EXPORTER_PROMETHEUS_PORT: ' 0 ' }, { scrape: { port: 0 } }],
  ['a boolean in any case', { METERKIT_STRICT: 'True' }, { strict: true }],
  ['a word in any case', { OTEL_LOG_LEVEL: 'WARN' }, { logLevel: 'warn' }],
  ['a log level of other components', { OTEL_LOG_LEVEL: 'ALL' }, { logLevel: 'debug' }],
  ['an IPv6 address', { OTEL_EXPORTER_PROMETHEUS_HOST: '::1' }, { scrape: { host: '::1' } }],
  [
    'strings by name',
    { METERKIT_PAGE_CONSTANT_LABELS: 'zone=eu%2C1, rack = 7,' },
    { page: { constantLabels: { zone: 'eu,1', rack: '7' } } },
  ],
])('%s is read', (_, env, configuration) => {
  expect(resolveAll({}, env).configuration).toMatchObject(configuration);
});

test.each(['', ' '])('an empty value %j counts as unset', (empty) => {
  const env = {
    OTEL_EXPORTER_PROMETHEUS_PORT: empty,
    OTEL_SDK_DISABLED: empty,
    METERKIT_SCRAPE_LISTEN: empty,
    METERKIT_CONFIG_FILE: empty,
    METERKIT_UNKNOWN: empty,
  };
  const { configuration, origins } = resolveAll({}, env);
  expect(configuration).toEqual(resolveAll({}).configuration);
  expect(new Set(origins.values())).toEqual(new Set(['default']));
});

describe('numbers are decimal digits', () => {
  test.each(['94x', '9e3', '0x50', '80.0', '1_000', '-', '٣', '99999999999999999999'])(
    'not %s',
    (text) => {
      expect(messagesOf({}, { OTEL_EXPORTER_PROMETHEUS_PORT: text })).toEqual([
        `scrape.port: expected an integer from 0 to 65535, got "${text}" (from env OTEL_EXPORTER_PROMETHEUS_PORT)`,
      ]);
    },
  );
});

describe('OTEL_SDK_DISABLED', () => {
  test.each([
    ['true', true],
    ['TRUE', true],
    ['false', false],
  ])('%s is %s', (text, disabled) => {
    const resolved = resolveAll({}, { OTEL_SDK_DISABLED: text });
    expect(resolved.configuration.disabled).toBe(disabled);
    expect(resolved.warnings).toEqual([]);
  });

  test.each(['1', 'yes', 'on'])('%s is false, with a warning', (text) => {
    const { configuration, origins, warnings } = resolveAll(
      {},
      { OTEL_SDK_DISABLED: text },
      'disabled: true',
    );
    expect(configuration.disabled).toBe(false);
    expect(origins.get('disabled')).toBe('env OTEL_SDK_DISABLED');
    expect(warnings).toMatchObject([
      { option: 'disabled', value: `"${text}"`, origin: 'env OTEL_SDK_DISABLED' },
    ]);
  });
});

describe('an unknown METERKIT_ variable is a problem', () => {
  test.each([
    ['METERKIT_SCRAPE_METRIC_PATH', 'METERKIT_SCRAPE_METRICS_PATH'],
    ['METERKIT_STRCIT', 'METERKIT_STRICT'],
    ['METERKIT_METRICS_PATH', 'METERKIT_SCRAPE_METRICS_PATH'],
    ['METERKIT_PORT', 'OTEL_EXPORTER_PROMETHEUS_PORT'],
    ['METERKIT_SERVICE_NAME', 'OTEL_SERVICE_NAME'],
  ])('%s leads to %s', (name, meant) => {
    expect(messagesOf({}, { [name]: 'x' })).toEqual([
      `${name}: unknown variable (from env ${name}); did you mean ${meant}?`,
    ]);
  });

  test('without a likely meaning there is no suggestion, and the value is not shown', () => {
    expect(messagesOf({}, { METERKIT_TELEMETRY: 'http://secret@host' })).toEqual([
      'METERKIT_TELEMETRY: unknown variable (from env METERKIT_TELEMETRY)',
    ]);
  });

  test('variables that Kubernetes makes of services are not ours', () => {
    const env = {
      METERKIT_SERVICE_HOST: '10.0.0.1',
      METERKIT_SERVICE_PORT: '9464',
      METERKIT_SERVICE_PORT_METRICS: '9464',
      METERKIT_DEMO_PORT: 'tcp://10.0.0.1:9464',
      METERKIT_DEMO_PORT_9464_TCP: 'tcp://10.0.0.1:9464',
      METERKIT_DEMO_PORT_9464_TCP_PROTO: 'tcp',
    };
    expect(resolveAll({}, env).configuration).toEqual(resolveAll({}).configuration);
  });

  test('variables of others are left alone', () => {
    const env = {
      OTEL_EXPORTER_PROMETHEUS_PROT: '1',
      MY_METERKIT_STRICT: 'x',
      meterkit_strict: 'x',
    };
    expect(resolveAll({}, env).configuration.strict).toBe(false);
  });
});

test.each([
  ['OTEL_METRICS_EXPORTER', 'otlp,prometheus', 'exporter', 'prometheus'],
  ['OTEL_LOG_LEVEL', 'loud', 'logLevel', 'info'],
] as const)(
  '%s=%s is warned of and ignored, for a cluster may set it',
  (name, text, option, value) => {
    const { configuration, warnings } = resolveAll({}, { [name]: text });
    expect(configuration[option]).toBe(value);
    expect(warnings).toMatchObject([{ option, value: `"${text}"`, origin: `env ${name}` }]);
  },
);
