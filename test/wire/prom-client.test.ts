import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createStore } from '@meterkit/instruments';
import { init, type Telemetry } from '@meterkit/sdk';
import { fromPromClient } from '@meterkit/sdk/prom-client';
import * as prometheusIo from '@prometheus-io/client';
import * as promClient from 'prom-client';
import { describeWith } from '../real-parts.js';
import { type InstantSample, RealPrometheus } from './real-prometheus.js';

const TIMEOUT_MS = 60_000;

const libraries = [
  ['prom-client', promClient],
  ['@prometheus-io/client', prometheusIo as unknown as typeof promClient], // its types differ in what is not used here
] as const;

/** What the test has started, also when it ran out of time. */
const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

describeWith(['prometheus'], 'a real Prometheus', ({ prometheus }) => {
  describe.each(libraries)('gets from the bridge of %s', (_, library) => {
    test.each(['text', 'openmetrics'] as const)(
      'the series that it gets from the registry itself, which writes %s',
      async (format) => {
        const registry = filled(library, format);
        const server = await serve(registry);
        stops.push(() => void server.close());
        const telemetry = await start(registry);
        stops.push(() => telemetry.shutdown());
        const { port } = server.address() as AddressInfo; // it listens on a port
        const scrapers = await Promise.all([
          RealPrometheus.start(prometheus, `http://127.0.0.1:${port}/metrics`),
          RealPrometheus.start(prometheus, String(telemetry.scrapeUrl)), // asks for OpenMetrics
        ]);
        stops.push(...scrapers.map(({ stop }) => stop));
        const [theirs, ours] = await Promise.all(scrapers.map(seriesOf));
        expect(theirs).toHaveLength(22);
        expect(ours).toEqual(theirs);
      },
      TIMEOUT_MS,
    );
  });
});

function filled(
  { Counter, Gauge, Histogram, Registry, Summary }: typeof promClient,
  format: 'text' | 'openmetrics',
): promClient.Registry {
  const registry = new Registry<promClient.RegistryContentType>();
  registry.setContentType(
    format === 'text' ? Registry.PROMETHEUS_CONTENT_TYPE : Registry.OPENMETRICS_CONTENT_TYPE,
  );
  registry.setDefaultLabels({ app: 'shop' });
  const config = { help: 'Help with "quotes",\nlines and \\.', registers: [registry] };
  const labelNames = ['region', 'odd__name'];
  const mails = new Counter({ ...config, name: 'mails', labelNames });
  for (const region of ['eu', 'ü "\n\\', '']) mails.inc({ region, odd__name: '1' }, 2);
  new Counter({ ...config, name: 'orders_total' }).inc(3);
  new Gauge({ ...config, name: 'build_info', labelNames: ['version'] }).set({ version: '1.2' }, 1);
  new Gauge({ ...config, name: 'shop:temperature' }).set(-1.5e-7);
  const age = new Histogram({ ...config, name: 'age_seconds', labelNames, buckets: [0.1, 1, 1e6] });
  age.observe({ region: 'eu' }, 0.5);
  age.observe({ region: 'us' }, 5);
  new Summary({ ...config, name: 'size', percentiles: [0.5, 1] }).observe(4);
  return registry as promClient.Registry; // what its type decides is not asked here
}

async function serve(registry: promClient.Registry): Promise<Server> {
  const server = createServer(async (_, response) => {
    response.setHeader('content-type', registry.contentType);
    response.end(await registry.metrics());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function start(registry: promClient.Registry): Promise<Telemetry> {
  return init({
    automatic: { http: 'off', process: false, runtime: false },
    store: createStore(),
    scrape: { port: 0 },
    shutdown: { onSignal: false, graceMs: 0 },
    logLevel: 'none',
    page: { exclude: ['meterkit_*', 'target'] },
    metricProducers: [fromPromClient(registry)],
  });
}

/** All of a target but what Prometheus itself adds. */
async function seriesOf(scraper: RealPrometheus): Promise<readonly unknown[]> {
  await scraper.nextScrape(); // rejects when the page is refused
  const samples = await scraper.query('{job="wire",__name__!~"up|scrape_.*"}');
  return samples.map(series).sort((a, b) => (a.labels < b.labels ? -1 : 1));
}

/** Prometheus 2 keeps the text of a bound or a quantile, which in the bridge is canonical. */
function series({ metric: { instance: _, ...labels }, value }: InstantSample) {
  const texts = Object.entries(labels).map(([name, text]) => {
    const isNumber = name === 'le' || name === 'quantile';
    return `${name}=${isNumber && text !== '+Inf' ? Number(text) : text}`;
  });
  return { labels: texts.sort().join(), value };
}
