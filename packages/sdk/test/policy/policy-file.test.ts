import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore } from '@meterkit/instruments';
import type { InitOptions } from '@meterkit/sdk';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { OpenMetricsExporter } from '../../src/opentelemetry/open-metrics-exporter.js';
import { OrderMetrics, sample, start, stopAll, takePort } from '../running.js';
import { deferred } from '../serving.js';

let folder = '';
let policyFile = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meterkit-policy-'));
  policyFile = join(folder, 'policy.yaml');
});

afterEach(async () => {
  await stopAll();
  rmSync(folder, { recursive: true });
});

function put(text: string): void {
  writeFileSync(`${policyFile}~`, text);
  renameSync(`${policyFile}~`, policyFile);
}

/** A logger, and the next line that is written to it. */
function listening() {
  let told: (line: string) => void = () => undefined;
  const tell = (line: string): void => told(line);
  const next = () =>
    new Promise<string>((resolve) => {
      told = resolve;
    });
  return { logger: { error: tell, warn: tell, info: tell, debug: tell }, next };
}

test('what it says is in force from the first page on, and another policy from the page after its change', async () => {
  put('page: { exclude: [orders.open] }\n');
  const { logger, next } = listening();
  const telemetry = await start({ policyFile, logger, logLevel: 'info' });
  const { placed, open } = telemetry.get(OrderMetrics);
  open.observe((result) => result.observe(1));
  placed.add(1, { region: 'eu' });
  placed.add(2, { region: 'us' });
  expect(await telemetry.collectText()).not.toContain('orders_open');
  const applied = next();
  put('instruments: { dropLabels: { orders.placed: [region] } }\n');
  expect(await applied).toBe(`policyFile: ${policyFile} is applied`);
  const page = await telemetry.collectText();
  expect(sample(page, 'orders_open')).toBe('1');
  expect(sample(page, 'orders_placed_total')).toBe('3');
  expect(sample(page, 'meterkit_policy_reloads_total{outcome="applied"}')).toBe('1');
  expect(sample(page, 'meterkit_policy_last_reload_successful')).toBe('1');
  expect(page).toContain('\nmeterkit_policy_applied_timestamp_seconds ');
});

test('a page whose collection had begun before the change is all of the old policy', async () => {
  put('');
  const { logger, next } = listening();
  const telemetry = await start({ policyFile, logger, logLevel: 'info' });
  const entered = deferred();
  const released = deferred();
  const { open, placed } = telemetry.get(OrderMetrics);
  placed.add(1, { region: 'eu' });
  open.observe(async (result) => {
    entered.resolve();
    await released.promise;
    result.observe(1);
  });
  const before = telemetry.collectText();
  await entered.promise;
  const applied = next();
  put('page: { exclude: [orders.open] }\ninstruments: { disabled: [orders.placed] }\n');
  await new Promise((resolve) => setTimeout(resolve, 2500)); // the file has been read; what is asserted holds however late it is
  const joined = telemetry.collectText();
  released.resolve();
  for (const page of await Promise.all([before, joined])) {
    expect(sample(page, 'orders_open')).toBe('1');
    expect(sample(page, 'orders_placed_total{region="eu"}')).toBe('1');
  }
  await applied;
  expect(await telemetry.collectText()).not.toMatch(/^orders_/m);
}, 20_000);

test('a broken one is an error of the start, and none of a later init() with the same options', async () => {
  put('page: { exclud: [a] }\n');
  const options: InitOptions = { policyFile, store: createStore() };
  await expect(start(options)).rejects.toMatchObject({
    code: 'METERKIT_CONFIGURATION',
    message: expect.stringContaining(`(from file ${policyFile}:1:9); did you mean page.exclude?`),
  });
  put('');
  const telemetry = await start(options);
  put('page: { exclud: [a] }\n');
  expect(await start(options)).toBe(telemetry);
  await telemetry.shutdown();
  await expect(start(options)).rejects.toMatchObject({ code: 'METERKIT_CONFIGURATION' });
  await expect(start({ serviceName: 'another' })).resolves.toBeDefined();
});

test('nobody watches any longer after a start that failed, and after a shutdown', async () => {
  put('');
  const options = { policyFile, store: createStore() };
  const { port, server } = await takePort();
  await expect(start({ ...options, scrape: { port } })).rejects.toThrow('EADDRINUSE');
  await (await start(options)).shutdown();
  const { logger, next } = listening();
  const telemetry = await start({
    ...options,
    logger,
    logLevel: 'info',
    scrape: { listen: false },
  });
  put('page: { exclude: [orders.open] }\n');
  await next();
  const page = await telemetry.collectText();
  expect(sample(page, 'meterkit_policy_reloads_total{outcome="applied"}')).toBe('1'); // the others would have counted too
  await new Promise((resolve) => server.close(resolve));
});

test('one that is not there yet is warned of', async () => {
  const { logger, next } = listening();
  const warned = next();
  await start({ policyFile, logger, logLevel: 'warn' });
  expect(await warned).toContain(`policyFile: expected a readable file, got "${policyFile}"`);
});

test('an exporter without init() has one too', async () => {
  put('page: { exclude: ["*"] }\n');
  const store = createStore();
  const exporter = new OpenMetricsExporter({ policyFile, store, preventServerStart: true });
  const provider = new MeterProvider({ readers: [exporter] });
  const { page, end } = await exporter.collectPage({ timeoutMs: 1000 });
  end();
  expect(page.families).toEqual([]);
  await provider.shutdown();
});

test('nobody watches while metrics are disabled', async () => {
  put('');
  const store = createStore();
  await start({ policyFile, store, disabled: true });
  expect(store.families().map(({ name }) => name)).not.toContain('meterkit.policy.reloads');
});
