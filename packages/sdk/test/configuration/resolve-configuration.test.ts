import fc from 'fast-check';
import { stringify } from 'yaml';
import { options, type PlacedOption } from '../../src/configuration/options.js';
import { resolveConfiguration } from '../../src/configuration/resolve-configuration.js';
import { errorOf, messagesOf, resolveAll } from './resolve-all.js';

test('without any source all options have their defaults', () => {
  const { configuration, origins, warnings } = resolveConfiguration({}, { env: {} });
  expect(configuration).toEqual({
    serviceName: 'unknown_service:node',
    serviceVersion: undefined,
    resourceAttributes: {},
    disabled: false,
    exporter: 'prometheus',
    strict: false,
    logLevel: 'info',
    logger: undefined,
    store: undefined,
    configFile: undefined,
    scrape: {
      host: '127.0.0.1',
      port: 9464,
      socket: undefined,
      socketMode: '0660',
      listen: true,
      metricsPath: '/metrics',
      healthPath: '/health',
      readyPath: '/ready',
      livePage: true,
      defaultFormat: 'text',
      maxConcurrent: 10,
      timeoutMs: 30_000,
      callbackTimeoutMs: 5000,
      maxConnections: 500,
      ratePerMinute: 0,
      maxPageBytes: 0,
      cacheMs: 0,
    },
    access: {
      users: {},
      usersFile: undefined,
      tokens: [],
      tokenFile: undefined,
      allow: [],
    },
    tls: { certFile: undefined, keyFile: undefined, clientCaFile: undefined },
    health: {
      port: undefined,
      host: undefined,
      checkTimeoutMs: 2000,
      checkCacheMs: 1000,
      eventLoopDelayMs: undefined,
      body: undefined,
      readyBody: undefined,
    },
    page: {
      created: false,
      scopeLabels: false,
      targetInfo: true,
      translation: 'underscores',
      constantLabels: {},
      include: [],
      exclude: [],
    },
    automatic: { http: 'meterkit', process: true, runtime: true, host: false },
    instruments: { disabled: [], bounds: {}, dropLabels: {}, rename: {} },
    limits: { seriesPerInstrument: 2000, series: 1_000_000 },
    shutdown: { onSignal: true, graceMs: 20_000 },
  });
  expect([...origins.keys()]).toEqual(options.map(({ path }) => path));
  expect(new Set(origins.values())).toEqual(new Set(['default']));
  expect(warnings).toEqual([]);
});

test('all problems of all sources are in one error', () => {
  const yaml = [
    'scrape:',
    '  port: "9464"',
    '  maxConcurent: 5',
    '  readyPath: ready?x',
    'serviceVersion: 1.10',
    'resourceAttributes:',
    '  build: 42',
    'page: true',
    'configFile: other.yaml',
    'strict: yes',
  ].join('\n');
  const env = {
    OTEL_EXPORTER_PROMETHEUS_PORT: '94x',
    OTEL_EXPORTER_PROMETHEUS_HOST: 'localhost:9464',
    OTEL_RESOURCE_ATTRIBUTES: 'team=a=b',
    METERKIT_PAGE_CONSTANT_LABELS: 'le=1,__zone=eu,zone=eu',
    METERKIT_STRICT: '1',
    METERKIT_SCRAPE_PORT: '9000',
    METERKIT_SCRAPE_TIMEOUT_MS: '99',
    METERKIT_SHUTDOWN_GRACE_MS: '1e3',
  };
  const code = {
    serviceName: ' ',
    scrape: { prot: 1, metricsPath: '/same', healthPath: '/same', maxConcurrent: Number.NaN },
    port: 9464,
    logger: {},
    limits: [],
    page: { constantLabels: { zone: 7 }, translation: 'utf8' },
    shutdown: { onSignal: 'true' },
  };
  expect(messagesOf(code, env, yaml)).toEqual([
    'scrape.maxConcurent: unknown option (from file m.yaml:3:3); did you mean scrape.maxConcurrent?',
    'page: expected options by name, got true (from file m.yaml:8:1)',
    'resourceAttributes.build: expected a string, got 42 (from file m.yaml:7:3); put it in quotes',
    'serviceVersion: expected a string that is not empty, got 1.1 (from file m.yaml:5:1); put it in quotes',
    'strict: expected true or false, got "yes" (from file m.yaml:10:1)',
    'configFile: cannot be set in a file (from file m.yaml:9:1); set it in code or by METERKIT_CONFIG_FILE',
    'scrape.port: expected an integer from 0 to 65535, got "9464" (from file m.yaml:2:3); write 9464',
    'scrape.readyPath: expected a path of its own with one "/" first, without query, fragment or space, got "ready?x" (from file m.yaml:4:3)',
    'resourceAttributes: expected strings by name, got "team=a=b" (from env OTEL_RESOURCE_ATTRIBUTES); write name=value,name=value',
    'page.constantLabels.le: expected a label name: letters, digits and "_", no digit or "__" first, not "le", got "le" (from env METERKIT_PAGE_CONSTANT_LABELS)',
    'page.constantLabels.__zone: expected a label name: letters, digits and "_", no digit or "__" first, not "le", got "__zone" (from env METERKIT_PAGE_CONSTANT_LABELS)',
    'strict: expected true or false, got "1" (from env METERKIT_STRICT)',
    'scrape.host: expected a host name or an IP address, without port, got "localhost:9464" (from env OTEL_EXPORTER_PROMETHEUS_HOST)',
    'scrape.port: expected an integer from 0 to 65535, got "94x" (from env OTEL_EXPORTER_PROMETHEUS_PORT)',
    'scrape.timeoutMs: expected an integer from 100 to 600000, got 99 (from env METERKIT_SCRAPE_TIMEOUT_MS)',
    'shutdown.graceMs: expected an integer from 0 to 600000, got "1e3" (from env METERKIT_SHUTDOWN_GRACE_MS)',
    'METERKIT_SCRAPE_PORT: unknown variable (from env METERKIT_SCRAPE_PORT); did you mean OTEL_EXPORTER_PROMETHEUS_PORT?',
    'scrape.prot: unknown option (from code); did you mean scrape.port?',
    'port: unknown option (from code); did you mean scrape.port?',
    'limits: expected options by name, got [] (from code)',
    'page.constantLabels.zone: expected a string, got 7 (from code); put it in quotes',
    'serviceName: expected a string that is not empty, got " " (from code)',
    'logger: expected an object with the functions error, warn, info and debug, got an object (from code)',
    'scrape.maxConcurrent: expected an integer from 1 to 1000, got NaN (from code)',
    'page.translation: expected one of underscores, utf-8, got "utf8" (from code)',
    'shutdown.onSignal: expected true or false, got "true" (from code); write true',
    'scrape.healthPath: expected a path other than that of scrape.metricsPath, got "/same" (from code)',
  ]);
});

test('the error is recognised by its code and gives each problem as data', () => {
  const error = errorOf(() => resolveAll({ scrape: { port: 70_000 } }));
  expect(error).toMatchObject({ name: 'ConfigurationError', code: 'METERKIT_CONFIGURATION' });
  expect(error.message).toBe(
    'The configuration cannot be used:\n  scrape.port: expected an integer from 0 to 65535, got 70000 (from code)',
  );
  expect(error.problems).toEqual([
    {
      option: 'scrape.port',
      rule: 'expected an integer from 0 to 65535',
      value: '70000',
      origin: 'code',
    },
  ]);
});

test('a wrong value is reported although a stronger source overrides it', () => {
  expect(messagesOf({ strict: true }, { METERKIT_STRICT: 'on' })).toEqual([
    'strict: expected true or false, got "on" (from env METERKIT_STRICT)',
  ]);
});

/** Its value names a file that is read at once, or means nothing alone. */
function isReadOrPartner(path: string): boolean {
  return /^(access|tls)\..*File$|^health\.host$/.test(path);
}

describe('precedence', () => {
  const words = [
    'alpha',
    'beta',
    'gamma',
    '/a',
    '/b',
    '/c',
    'prometheus',
    'none',
    'error',
    'warn',
    'off',
    '0600',
    '0666',
  ];
  const candidates: readonly unknown[] = [
    ...words,
    ...['text', 'openmetrics', 'underscores', 'utf-8', true, false, 100, 200, 300],
    ...[['alpha'], ['b.*', 'c'], ['::1'], ['10.0.0.0/8', '192.0.2.1']],
  ];
  const settable = options.flatMap((option) =>
    option.kind === 'value' &&
    option.env &&
    option.inFile !== false &&
    !isReadOrPartner(option.path)
      ? [option]
      : [],
  );

  test.each(settable.map((option) => [option.path, option] as const))(
    '%s is taken from the strongest source that has it',
    (path, option) => {
      const value = fc.constantFrom(...candidates.filter((candidate) => option.accepts(candidate)));
      const sources = fc.record({ file: value, env: value, code: value }, { requiredKeys: [] });
      fc.assert(
        fc.property(sources, ({ file, env, code }) => {
          const { configuration, origins } = resolveAll(
            nested(option, code),
            env === undefined ? {} : { [option.env ?? '']: String(env) },
            file === undefined ? undefined : stringify(nested(option, file)),
          );
          expect(valueAt(configuration, option)).toEqual(code ?? env ?? file ?? option.default);
          const line = option.keys.length;
          const column = 2 * line - 1;
          expect(origins.get(path)).toBe(
            code !== undefined
              ? 'code'
              : env !== undefined
                ? `env ${option.env}`
                : file !== undefined
                  ? `file m.yaml:${line}:${column}`
                  : 'default',
          );
        }),
        { numRuns: 40 },
      );
    },
  );

  test.each(['resourceAttributes', 'page.constantLabels'])('%s is merged by entry', (path) => {
    const option = placed(path);
    const entries = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.stringMatching(/^[a-z]+$/));
    fc.assert(
      fc.property(entries, entries, entries, (file, env, code) => {
        const text = Object.entries(env).map((pair) => pair.join('='));
        const { configuration, origins } = resolveAll(
          nested(option, code),
          { [option.env ?? '']: text.join(',') },
          stringify(nested(option, file)),
        );
        expect(valueAt(configuration, option)).toEqual({ ...file, ...env, ...code });
        for (const name of Object.keys({ ...file, ...env, ...code })) {
          const source = name in code ? 'code' : name in env ? 'env' : 'file';
          expect(origins.get(`${path}.${name}`)?.split(' ')[0]).toBe(source);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('undefined in code and an empty value of YAML leave an option unset', () => {
    const code = { serviceName: undefined, scrape: { port: undefined }, page: undefined };
    const yaml = 'strict:\nscrape:\n  host:\npage:\nresourceAttributes:\n  team:\n';
    const { configuration } = resolveAll(code, { OTEL_EXPORTER_PROMETHEUS_PORT: '1' }, yaml);
    const { configuration: defaults } = resolveAll({});
    expect(configuration).toEqual({
      ...defaults,
      configFile: 'm.yaml',
      scrape: { ...defaults.scrape, port: 1 },
    });
  });
});

describe('the service name', () => {
  const inAttributes = { OTEL_RESOURCE_ATTRIBUTES: 'service.name=attribute,team=pay' };

  test.each([
    [
      'OTEL_RESOURCE_ATTRIBUTES alone',
      {},
      inAttributes,
      'attribute',
      'env OTEL_RESOURCE_ATTRIBUTES',
    ],
    [
      'OTEL_SERVICE_NAME over the attribute',
      {},
      { ...inAttributes, OTEL_SERVICE_NAME: 'variable' },
      'variable',
      'env OTEL_SERVICE_NAME',
    ],
    [
      'the attribute in code over OTEL_SERVICE_NAME',
      { resourceAttributes: { 'service.name': 'code' } },
      { OTEL_SERVICE_NAME: 'variable' },
      'code',
      'code',
    ],
    [
      'the option over the attribute in code, whichever is written first',
      { serviceName: 'option', resourceAttributes: { 'service.name': 'code' } },
      inAttributes,
      'option',
      'code',
    ],
  ])('%s', (_, code, env, name, origin) => {
    const { configuration, origins } = resolveAll(code, env);
    expect(configuration.serviceName).toBe(name);
    expect(origins.get('serviceName')).toBe(origin);
    expect(configuration.resourceAttributes).not.toHaveProperty(['service.name']);
  });

  test('an attribute that means an option obeys its rule', () => {
    expect(messagesOf({}, { OTEL_RESOURCE_ATTRIBUTES: 'service.version=' })).toEqual([
      'serviceVersion: expected a string that is not empty, got "" (from env OTEL_RESOURCE_ATTRIBUTES)',
    ]);
  });
});

test('the environment and files of the process are read unless others are given', () => {
  process.env.METERKIT_STRICT = 'true';
  try {
    expect(resolveConfiguration().configuration.strict).toBe(true);
  } finally {
    delete process.env.METERKIT_STRICT;
  }
});

function nested(option: PlacedOption, value: unknown): object {
  const [leaf, ...groups] = option.keys.toReversed();
  return groups.reduce((node, key) => ({ [key]: node }), { [leaf ?? '']: value });
}

function valueAt(configuration: object, option: PlacedOption): unknown {
  return option.keys.reduce<unknown>(
    (node, key) => (node as Record<string, unknown>)[key],
    configuration,
  );
}

function placed(path: string): PlacedOption {
  const option = options.find((candidate) => candidate.path === path);
  if (!option) throw new Error(`no option ${path}`);
  return option;
}
