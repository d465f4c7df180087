import { type InitOptions, OpenMetricsExporter, type Telemetry } from '@meterkit/sdk';
import { Readiness } from '../../src/endpoint/readiness.js';
import { exchange } from '../raw-client.js';
import { sample, start, stopAll, takePort, urlOf } from '../running.js';
import { requestRaw } from '../serving.js';

afterEach(stopAll);

function healthUrlOf({ healthUrl }: Telemetry): string {
  if (healthUrl === undefined) throw new Error('health does not listen');
  return healthUrl;
}

const statusAt = async (url: string | URL): Promise<number> => (await fetch(url)).status;

test('health is beside the page, unless told otherwise', async () => {
  const telemetry = await start({ scrape: { healthPath: '/alive' } });
  expect(telemetry.healthUrl).toBe(new URL('/alive', urlOf(telemetry)).href);
  await telemetry.shutdown();
  expect(telemetry.healthUrl).toBeUndefined();
});

test('a port of its own has health and readiness, and not the page', async () => {
  const telemetry = await start({ health: { port: 0 } });
  const health = healthUrlOf(telemetry);
  expect(new URL(health).port).not.toBe(new URL(urlOf(telemetry)).port);
  expect(await statusAt(health)).toBe(200);
  expect(await statusAt(new URL('/ready', health))).toBe(200);
  expect(await statusAt(new URL('/metrics', health))).toBe(404);
  expect(await statusAt(new URL('/', health))).toBe(404);
  expect((await requestRaw(health, { method: 'HEAD' })).body).toHaveLength(0);
  expect((await fetch(health, { method: 'POST' })).status).toBe(405);
  expect(await statusAt(new URL('/health', urlOf(telemetry)))).toBe(200); // as ever
});

test('what it refuses is counted, as on the port of the page', async () => {
  const telemetry = await start({ health: { port: 0 } });
  for (const url of [healthUrlOf(telemetry), urlOf(telemetry)])
    expect(await exchange(url, 'no HTTP\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  const page = await telemetry.collectText();
  expect(sample(page, 'meterkit_scrape_refusals_total{reason="invalid"}')).toBe('2');
});

test('it listens where the page does not', async () => {
  const telemetry = await start({ scrape: { listen: false }, health: { port: 0 } });
  expect(telemetry.scrapeUrl).toBeUndefined();
  expect(await statusAt(healthUrlOf(telemetry))).toBe(200);
});

test('it is on the host of the page, or on its own', async () => {
  const both = await start({ scrape: { host: 'localhost' }, health: { port: 0 } });
  expect(new URL(healthUrlOf(both)).hostname).toBe(new URL(urlOf(both)).hostname);
  await both.shutdown();
  const own = await start({ health: { port: 0, host: '127.0.0.2' } });
  expect(new URL(healthUrlOf(own)).hostname).toBe('127.0.0.2');
});

test('R27: it says no while the process shuts down, and then nothing', async () => {
  const telemetry = await start({ health: { port: 0 }, shutdown: { graceMs: 10_000 } });
  const ready = new URL('/ready', healthUrlOf(telemetry));
  const page = urlOf(telemetry);
  for (let i = 0; i < 2; i++) await (await fetch(page)).text(); // now a last scrape is waited for
  const stopped = telemetry.shutdown();
  expect(await (await fetch(ready)).json()).toEqual({ status: 'shutting down', failing: [] });
  await (await fetch(page)).text();
  await stopped;
  await expect(fetch(ready)).rejects.toThrow();
});

test.each<[string, InitOptions['health'], string]>([
  ['port', {}, 'health.port: expected a port that is free on 127.0.0.1, got PORT (EADDRINUSE); '],
  [
    'host',
    { host: '192.0.2.1' },
    'health.host: expected an address of this machine, got "192.0.2.1" (EADDRNOTAVAIL); ',
  ],
])('a wrong %s is the error of its option, and nothing listens', async (_, health, message) => {
  const [taken, free] = [await takePort(), await takePort()];
  await new Promise((resolve) => free.server.close(resolve));
  const options = { scrape: { port: free.port }, health: { port: taken.port, ...health } };
  await expect(start(options)).rejects.toMatchObject({
    message: expect.stringContaining(message.replace('PORT', `${taken.port}`)),
  });
  await expect(fetch(`http://127.0.0.1:${free.port}/health`)).rejects.toThrow();
  await new Promise((resolve) => taken.server.close(resolve));
});

test('an exporter of somebody else has it too', async () => {
  const exporter = new OpenMetricsExporter({
    preventServerStart: true,
    logLevel: 'none',
    scrape: { port: 0 },
    health: { port: 0 },
  });
  await exporter.startServer();
  expect(await statusAt(exporter.endpoint.healthUrl ?? '')).toBe(200);
  await exporter.stopServer();
  expect(exporter.endpoint.healthUrl).toBeUndefined();
});

test('R27: neither health nor readiness asks what the page asks', async () => {
  const telemetry = await start({ health: { port: 0 } });
  const asked = jest.fn();
  telemetry.meterProvider.getMeter('app').createObservableGauge('theirs').addCallback(asked);
  for (const path of ['/health', '/ready'])
    for (const url of [urlOf(telemetry), healthUrlOf(telemetry)]) await fetch(new URL(path, url));
  expect(asked).not.toHaveBeenCalled();
});

test('R27: readiness says no from before it listens until init() is through', async () => {
  const events: string[] = [];
  const note = (event: string) => () => void events.push(event);
  jest.spyOn(Readiness.prototype, 'starting').mockImplementationOnce(note('starting'));
  jest.spyOn(Readiness.prototype, 'started').mockImplementationOnce(note('started'));
  const logger = { error: jest.fn(), warn: jest.fn(), info: note('listening'), debug: jest.fn() };
  await start({ logLevel: 'info', logger });
  expect(events).toEqual(['starting', 'listening', 'started']);
});
