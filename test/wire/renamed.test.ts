import { counter, createStore, defineMeter, histogram, oneOf } from '@meterkit/instruments';
import { init, type Telemetry } from '@meterkit/sdk';
import { describeWith } from '../real-parts.js';
import { promtoolComplaint } from './other-parsers.js';
import { RealPrometheus } from './real-prometheus.js';

const TIMEOUT_MS = 60_000;
const SCRAPES = 3;
const until = '2999-03-01';

class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', {
      description: 'Orders placed.',
      labels: { channel: oneOf('web', 'app') },
      renamedFrom: { name: 'orders.created', until },
    }),
    checkout: histogram('orders.checkout', {
      description: 'Time to payment.',
      unit: 's',
      bounds: [0.1, 1],
      renamedFrom: { name: 'orders_latency', until, exactName: true },
    }),
  },
}) {}

describeWith(['prometheus', 'promtool'], 'renamed instruments in a real Prometheus', (paths) => {
  let telemetry: Telemetry;
  let server: RealPrometheus;

  beforeAll(async () => {
    telemetry = await init({
      serviceName: 'shop',
      automatic: { http: 'off', process: false, runtime: false },
      store: createStore(),
      scrape: { port: 0 },
      shutdown: { onSignal: false, graceMs: 0 },
      logLevel: 'none',
    });
    telemetry.get(OrderMetrics);
    server = await RealPrometheus.start(paths.prometheus, `${telemetry.scrapeUrl}`);
  }, TIMEOUT_MS);

  afterAll(async () => {
    await server?.stop();
    await telemetry?.shutdown();
  });

  /** What Prometheus has of a sample, by its labels. */
  async function stored(name: string): Promise<readonly (readonly [string, number])[]> {
    const samples = await server.query(name);
    return samples
      .map(
        ({ metric: { __name__: _, ...labels }, value }) => [JSON.stringify(labels), value] as const,
      )
      .toSorted();
  }

  test(
    'are the same series with equal values under both names after each scrape',
    async () => {
      const { placed, checkout } = telemetry.get(OrderMetrics);
      await server.nextScrape();
      for (let scrape = 1; scrape <= SCRAPES; scrape++) {
        placed.add(scrape, { channel: 'web' });
        checkout.record(scrape / 2);
        await server.nextScrape();
        for (const [now, before] of [
          ['orders_placed_total', 'orders_created_total'],
          ['orders_checkout_seconds_bucket', 'orders_latency_bucket'],
          ['orders_checkout_seconds_sum', 'orders_latency_sum'],
          ['orders_checkout_seconds_count', 'orders_latency_count'],
        ] as const) {
          const expected = await stored(now);
          expect(await stored(before)).toEqual(expected);
          expect(expected.some(([, value]) => value > 0)).toBe(true);
        }
      }
      const [web] = await server.query('orders_created_total{channel="web"}');
      expect(web?.value).toBe(1 + 2 + 3);
    },
    TIMEOUT_MS,
  );

  test('say in their metadata which name is to be used', async () => {
    const helps = new Map((await server.metadata()).map(({ metric, help }) => [metric, help]));
    const prefix = (name: string) => `Replaced by ${name}, kept until ${until}.`;
    expect(Object.fromEntries(helps)).toMatchObject({
      orders_placed: 'Orders placed.',
      orders_created: `${prefix('orders.placed')} Orders placed.`,
      orders_checkout_seconds: 'Time to payment.',
      orders_latency: `${prefix('orders.checkout')} Time to payment.`,
    });
  });

  test('have nothing that promtool would complain of', async () => {
    const page = await telemetry.collectText('text');
    expect(promtoolComplaint(paths.promtool, page)).toBe('');
  });
});
