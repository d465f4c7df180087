import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  counter,
  createStore,
  defineMeter,
  gauge,
  histogram,
  observableGauge,
  oneOf,
  type Store,
  text,
  upDownCounter,
} from '@meterkit/instruments';
import { type InitOptions, init } from '@meterkit/sdk';

/** What the shop has done more at each reading of its page. */
export const PLACED_A_READING = 600;

class ShopMetrics extends defineMeter({
  name: 'shop',
  instruments: {
    placed: counter('shop.orders.placed', {
      description: 'Orders placed by customers.',
      labels: { channel: oneOf('web', 'app') },
    }),
    checkout: histogram('shop.checkout.duration', {
      description: 'Time from basket to payment.',
      unit: 's',
      bounds: [0.1, 1],
    }),
    open: upDownCounter('shop.orders.open', { description: 'Orders that are open.' }),
    cache: gauge('shop.cache.size', { description: 'Size of the cache.', unit: 'By' }),
    visits: counter('shop.visits', {
      description: 'Visits.',
      labels: { customer: text({ limit: 2000 }) },
    }),
    stock: observableGauge('shop.stock', { description: 'Articles in stock.' }),
  },
}) {}

/** A service whose numbers follow from how often its page was read. */
export interface Shop {
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  readonly metrics: ShopMetrics;
  /** The times of the readings. */
  readonly readMs: readonly number[];
  close(): Promise<void>;
}

export interface ShopOptions {
  readonly port?: number;
  readonly access?: InitOptions['access'];
  /** Where the endpoint is mounted: `/admin`. */
  readonly prefix?: string;
}

export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const { port = 0, access = {}, prefix = '' } = options;
  const store = createStore();
  const telemetry = await init({
    serviceName: 'shop',
    logLevel: 'none',
    store,
    access,
    scrape: { listen: false },
    automatic: { http: 'off', process: false, runtime: false },
    shutdown: { onSignal: false, graceMs: 0 },
  });
  const metrics = telemetry.get(ShopMetrics);
  const readMs: number[] = [];
  const server = createServer((request, response) => {
    request.url = request.url?.slice(prefix.length) || '/'; // as Express has it
    if (request.url === '/metrics') {
      work(metrics);
      response.once('finish', () => readMs.push(performance.now()));
    }
    telemetry.handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${address.port}/`,
    port: address.port,
    store,
    metrics,
    readMs,
    close: async () => {
      await closed(server);
      await telemetry.shutdown();
    },
  };
}

function work({ placed, checkout, open, cache }: ShopMetrics): void {
  placed.add(PLACED_A_READING, { channel: 'web' });
  for (let i = 0; i < 90; i++) checkout.record(0.05);
  for (let i = 0; i < 10; i++) checkout.record(0.5);
  open.add(1);
  cache.set(3 * 1024 * 1024);
}

function closed(server: Server): Promise<unknown> {
  const ended = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  return ended;
}
