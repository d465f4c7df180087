import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { metrics } from '@opentelemetry/api';
import { sample, start, stopAll, urlOf } from './running.js';

const on = { http: 'meterkit', process: true, runtime: true } as const;
const servers: Server[] = [];

afterEach(async () => {
  await stopAll();
  for (const server of servers.splice(0)) server.close();
});

async function application(server: Server): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
}

const counted =
  'http_server_request_duration_seconds_count{http_request_method="GET",http_response_status_code="200",' +
  'url_scheme="http",network_protocol_version="1.1"}';

test('the page has what the process does, without code', async () => {
  const telemetry = await start({ automatic: on });
  const url = await application(createServer((_request, response) => response.end('hello')));
  await (await fetch(url)).text();
  const page = await telemetry.collectText();
  expect(sample(page, counted)).toBe('1');
  for (const family of [
    'http_server_active_requests gauge',
    'process_cpu_time_seconds counter',
    'process_memory_usage_bytes gauge',
    'v8js_memory_heap_used_bytes gauge',
    'nodejs_eventloop_delay_seconds histogram',
  ])
    expect(page).toContain(`# TYPE ${family}\n`);
});

test('scrapes are no traffic, neither of the own server nor of one that it is mounted on', async () => {
  const telemetry = await start({ automatic: on });
  const mounted = await application(createServer(telemetry.handler));
  for (const url of [urlOf(telemetry), `${mounted}/metrics`, `${mounted}/health`])
    await (await fetch(url)).text();
  const page = await telemetry.collectText();
  expect(sample(page, counted)).toBeUndefined();
  expect(page).not.toMatch(/^http_server_active_requests\{.*\} [^0]/m);
});

test('nothing is collected by itself that is off', async () => {
  const page = await (await start()).collectText();
  expect(page).not.toMatch(/^# TYPE (http|process|v8js|nodejs)_/m);
});

test('what is off by disabled starts nothing', async () => {
  const listeners = process.listenerCount('uncaughtExceptionMonitor');
  await start({ automatic: on, disabled: true });
  expect(process.listenerCount('uncaughtExceptionMonitor')).toBe(listeners);
});

test('after the shutdown nothing is listened to any more', async () => {
  const listeners = process.listenerCount('uncaughtExceptionMonitor');
  const telemetry = await start({ automatic: on });
  expect(process.listenerCount('uncaughtExceptionMonitor')).toBe(listeners + 1);
  await telemetry.shutdown();
  expect(process.listenerCount('uncaughtExceptionMonitor')).toBe(listeners);
});

test.each([
  ['@opentelemetry/instrumentation-http', 'http.server.request.duration'],
  ['@opentelemetry/instrumentation-undici', 'http.client.request.duration'],
])('durations of %s are left out, for ours are there, and it is told once', async (scope, name) => {
  const warnings: string[] = [];
  const logger = {
    error: () => {},
    warn: (message: string) => void warnings.push(message),
    info: () => {},
    debug: () => {},
  };
  const telemetry = await start({ automatic: on, logger, logLevel: 'warn' });
  for (let i = 0; i < 2; i++)
    metrics
      .getMeter(scope, `${i}`)
      .createHistogram(name, { unit: 's' })
      .record(1, { theirs: 'yes' });
  expect(await telemetry.collectText()).not.toContain('theirs="yes"');
  expect(warnings).toEqual([
    `${scope}: its metrics are left out, for Meterkit records requests itself; ` +
      "set automatic.http to 'opentelemetry' to have these instead",
  ]);
});
