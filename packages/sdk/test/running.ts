import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { counter, createStore, defineMeter, observableGauge, text } from '@meterkit/instruments';
import { type InitOptions, init, type Telemetry } from '@meterkit/sdk';

/** A meter as tests like it. */
export class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', { description: 'Orders placed.', labels: { region: text() } }),
    open: observableGauge('orders.open', { description: 'Orders that are open.' }),
  },
}) {}

const running: Telemetry[] = [];

/** `init()` on a free port with a store of its own, without signal listeners and automatic metrics; stopped by {@link stopAll}. */
export async function start(options: InitOptions = {}): Promise<Telemetry> {
  const telemetry = await init({
    serviceName: 'test',
    logLevel: 'none',
    store: createStore(),
    ...options,
    scrape: { port: 0, ...options.scrape },
    automatic: { http: 'off', process: false, runtime: false, ...options.automatic },
    shutdown: { onSignal: false, graceMs: 0, ...options.shutdown },
  });
  running.push(telemetry);
  return telemetry;
}

export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((telemetry) => telemetry.shutdown()));
}

/** The URL of the endpoint's own server. */
export function urlOf(telemetry: Telemetry): string {
  if (telemetry.scrapeUrl === undefined) throw new Error('the endpoint does not listen');
  return telemetry.scrapeUrl;
}

/** The value of the sample that begins with this series on a page, as text; undefined when it is not there. */
export function sample(page: string, series: string): string | undefined {
  const line = page.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line?.slice(series.length + 1);
}

/** A server that has taken a port. */
export async function takePort(): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}
