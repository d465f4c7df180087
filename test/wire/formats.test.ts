import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PageFormat, parseOpenMetrics, parsePrometheusText } from '@meterkit/exposition';
import { createStore } from '@meterkit/instruments';
import { init, type Telemetry } from '@meterkit/sdk';
import { describeWith } from '../real-parts.js';
import { hostileAttributes } from './hostile-attributes.js';
import { hostileInstruments } from './hostile-instruments.js';
import {
  EMPTY_AMOUNT,
  HostileMetrics,
  hostileHelps,
  hostileNumbers,
  hostileStrings,
  recordHostileValues,
} from './hostile-values.js';
import { promtoolComplaint, pythonComplaint } from './other-parsers.js';
import { RealPrometheus } from './real-prometheus.js';
import { type ScrapedFamily, type ScrapedSample, scrapedFamilies } from './scraped-families.js';

const TIMEOUT_MS = 60_000;

let telemetry: Telemetry;

beforeAll(async () => {
  telemetry = await init({
    automatic: { http: 'off', process: false, runtime: false },
    serviceName: 'a',
    resourceAttributes: { service_name: 'b', '1st': 'x', le: '1', größe: '\n' },
    store: createStore(),
    scrape: { port: 0 },
    shutdown: { onSignal: false, graceMs: 0 },
    logLevel: 'none',
  });
  recordHostileValues(telemetry.get(HostileMetrics));
  for (const { record } of [...hostileAttributes, ...hostileInstruments]) record?.(telemetry);
});

afterAll(() => telemetry.shutdown());

/** `promtool` also has opinions on names and labels; these are what the inputs are about. */
const LINTS = [
  'counted_le_total non-histogram metrics should not have "le" label',
  "proto_total label names should be written in 'snake_case' not 'camelCase'",
  'quantile_total non-summary metrics should not have "quantile" label',
  'reserved non-summary metrics should not have "quantile" label',
  'target_info non-histogram metrics should not have "le" label',
  'x_total non-counter metrics should not have "_total" suffix',
];

const parsers = { openmetrics: parseOpenMetrics, text: parsePrometheusText };
const formats = ['openmetrics', 'text'] as const;

test.each(formats)('all of it is on one page of %s', async (format) => {
  const families = parsers[format](await telemetry.collectText(format));
  expect(families.map(({ name }) => name)).toContain('hostile_numbers');
});

describeWith(['python'], 'prometheus_client', ({ python }) => {
  test('reads the page in OpenMetrics', async () => {
    expect(pythonComplaint(python, await telemetry.collectText('openmetrics'))).toBe('');
  });
});

describeWith(['promtool'], 'promtool', ({ promtool }) => {
  test('reads the page in text', async () => {
    const lines = promtoolComplaint(promtool, await telemetry.collectText('text')).split('\n');
    expect(lines.filter((line) => !line.endsWith(' no help text'))).toEqual(LINTS); // few have a description
  });
});

describeWith(['prometheus'], 'a real Prometheus', ({ prometheus }) => {
  let textOnly: Server;
  let servers: Readonly<Record<PageFormat, RealPrometheus>>;

  beforeAll(async () => {
    textOnly = createServer((request, response) => {
      request.headers.accept = 'text/plain';
      telemetry.handler(request, response);
    });
    await new Promise<void>((resolve) => textOnly.listen(0, '127.0.0.1', resolve));
    const { port } = textOnly.address() as AddressInfo; // it listens on a port
    const [openmetrics, text] = await Promise.all([
      RealPrometheus.start(prometheus, String(telemetry.scrapeUrl)), // asks for OpenMetrics
      RealPrometheus.start(prometheus, `http://127.0.0.1:${port}/metrics`),
    ]);
    servers = { openmetrics, text };
    await Promise.all([openmetrics.nextScrape(), text.nextScrape()]); // rejects when a target is down
  }, TIMEOUT_MS);

  afterAll(async () => {
    await Promise.all(Object.values(servers ?? {}).map((server) => server.stop()));
    textOnly.closeAllConnections();
    textOnly.close();
  });

  describe.each(formats)('that is given %s', (format) => {
    let scraped: ReadonlyMap<string, ScrapedFamily>;

    beforeAll(async () => {
      scraped = await scrapedFamilies(servers[format]);
    });

    test('has every string, byte for byte', () => {
      const expected = hostileStrings.map((text, i) => [text.toWellFormed(), i + 1] as const);
      const values = valuesBy('text', 'hostile_strings_total');
      expect(values).toEqual(new Map([['', EMPTY_AMOUNT], ...expected]));
    });

    test('has every number', () => {
      const numbers = valuesBy('i', 'hostile_numbers');
      const sums = valuesBy('i', 'hostile_sums_total');
      hostileNumbers.forEach((value, i) => {
        expect(numbers.get(String(i))).toBe(value);
        expect(numbers.get(`-${i}`)).toBe(value === 0 ? 0 : -value); // -0 is written as 0
        expect(sums.get(String(i))).toBe(value);
      });
    });

    test.each(Object.entries(hostileHelps))('has the help text of %s', (name, help) => {
      expect(scraped.get(name)?.help).toBe(help);
    });

    test('has every sample as our own parser reads it', async () => {
      const page = parsers[format](await telemetry.collectText(format));
      const own = page.filter(({ name }) => !name.startsWith('meterkit_')); // those change with each scrape
      for (const { name, samples } of own) {
        const expected = samples.map((sample) => ({
          name: sample.name,
          labels: Object.fromEntries(sample.labels),
          value: sample.value,
        }));
        expect(sorted(scraped.get(name)?.samples ?? [])).toEqual(sorted(expected));
      }
    });

    function valuesBy(label: string, sample: string): ReadonlyMap<string, number> {
      const samples = [...scraped.values()].flatMap((family) => family.samples);
      const named = samples.filter(({ name }) => name === sample);
      return new Map(named.map(({ labels, value }) => [labels[label] ?? '', value]));
    }
  });
});

/** In an order that is the same for equal samples. */
function sorted(samples: readonly ScrapedSample[]): readonly string[] {
  return samples
    .map(
      ({ name, labels, value }) =>
        `${name} ${JSON.stringify(Object.entries(labels).sort())} ${value}`,
    )
    .sort();
}
