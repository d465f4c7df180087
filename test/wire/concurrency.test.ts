import type { PageFormat } from '@meterkit/exposition';
import { createStore } from '@meterkit/instruments';
import { init, type Telemetry } from '@meterkit/sdk';
import { Churn } from './churn.js';
import { ChurnMetrics } from './churn-metrics.js';
import { PageHistory } from './page-history.js';

const SCRAPERS = 20;
const SCRAPES = 10;
const SAMPLES = 20_000;
const TIMEOUT_MS = 120_000;

let telemetry: Telemetry;
let churn: Churn;

beforeAll(async () => {
  telemetry = await init({
    automatic: { http: 'off', process: false, runtime: false },
    serviceName: 'a',
    store: createStore(),
    scrape: {
      port: 0,
      maxConcurrent: SCRAPERS,
      timeoutMs: TIMEOUT_MS,
      callbackTimeoutMs: TIMEOUT_MS,
    },
    shutdown: { onSignal: false, graceMs: 0 },
    logLevel: 'none',
  });
  churn = new Churn(telemetry.get(ChurnMetrics), telemetry.meterProvider);
});

afterAll(async () => {
  churn.stop();
  await telemetry.shutdown();
});

test(
  `${SCRAPERS * SCRAPES} pages that are scraped together while everything changes are all whole`,
  async () => {
    const scrapers = Array.from({ length: SCRAPERS }, (_, i) =>
      scrape(i % 2 === 0 ? 'openmetrics' : 'text', i % 4 < 2 ? 'gzip' : 'identity'),
    );
    const histories = await Promise.all(scrapers);
    const changed = histories.reduce((sum, history) => sum + history.changed, 0);
    expect(changed).toBeGreaterThan((SCRAPERS * SCRAPES) / 2); // or nothing was tested
    expect(Math.min(...histories.map(({ samples }) => samples))).toBeGreaterThan(SAMPLES);
  },
  TIMEOUT_MS,
);

async function scrape(format: PageFormat, encoding: 'gzip' | 'identity'): Promise<PageHistory> {
  const history = new PageHistory(format);
  for (let i = 0; i < SCRAPES; i++) {
    const response = await fetch(String(telemetry.scrapeUrl), {
      headers: {
        accept: format === 'text' ? 'text/plain' : 'application/openmetrics-text',
        'accept-encoding': encoding,
        connection: 'close', // one that waits for its turn to be parsed may be closed as idle
      },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-encoding') ?? 'identity').toBe(encoding);
    history.add(await response.text());
  }
  return history;
}
