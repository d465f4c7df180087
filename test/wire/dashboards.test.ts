import { mixin, type SystemName, systemMixin, systems } from '@meterkit/mixin';
import { describeWith } from '../real-parts.js';
import { type DashboardQuery, dashboardQueries } from './dashboard-queries.js';
import { type DemoProcess, startDemo } from './demo-process.js';
import { RealPrometheus } from './real-prometheus.js';

const TIMEOUT_MS = 120_000;
const MAX_SCRAPES = 75;

/** A rate is extrapolated, and so a share of two can be a little above 1. */
const MAX_SHARE = 1.1;

/** What no demo gives an answer to, and why. */
const EXCUSED: Readonly<Record<string, string>> = {
  'Processor state cache misses, share by layer: {{layer}}': 'nothing is missed',
  'Processor state evictions, share by backend: {{backend}}': 'nothing has to make room',
};

/** Error budgets are computed every two minutes otherwise. */
const SPEEDUP = 120;

const names = Object.keys(systems) as readonly SystemName[]; // its own keys

describe.each(names)('the dashboards of %s and of its meters', (system) => {
  const { dashboards, files } = systemMixin(system, { selector: 'job="wire"', speedup: SPEEDUP });
  const ofMeters = mixin(systems[system].meters).dashboards;
  const queries = [...dashboards, ...ofMeters]
    .flatMap(dashboardQueries)
    .filter(({ panel }) => EXCUSED[panel] === undefined);
  const rules = files().get(`rules/${system}.yaml`) ?? '';

  describeWith(['prometheus'], 'asked of a real Prometheus that scrapes the demo', (parts) => {
    const complaints = new Map<DashboardQuery, string>();
    let demo: DemoProcess;
    let server: RealPrometheus;

    beforeAll(async () => {
      demo = await startDemo(system, { PORT: '0', DEMO_SECONDS: '100' });
      void (async () => {
        for await (const _ of demo.lines); // or its pipe fills
      })();
      server = await RealPrometheus.start(parts.prometheus, demo.url, { rules });
      for (const query of queries) complaints.set(query, 'never asked');
      for (let scrape = 0; complaints.size > 0 && scrape < MAX_SCRAPES; scrape++) {
        await server.nextScrape().catch(() => undefined); // one that was too slow is not the last
        for (const query of [...complaints.keys()]) {
          const complaint = await complaintOf(server, query);
          if (complaint === undefined) complaints.delete(query);
          else complaints.set(query, complaint);
        }
      }
    }, TIMEOUT_MS);

    afterAll(async () => {
      demo?.kill();
      await server?.stop();
    });

    test.each(queries)('$dashboard: $panel is answered', (query) => {
      expect(complaints.get(query)).toBeUndefined();
    });
  });
});

/** Why an answer is none: Prometheus's own words, or that nothing would be seen. */
async function complaintOf(
  server: RealPrometheus,
  { query, isShare }: DashboardQuery,
): Promise<string | undefined> {
  try {
    const values = (await server.query(query)).map(({ value }) => value);
    if (values.length === 0) return 'no series';
    const wrong = values.find(
      (value) => !Number.isFinite(value) || (isShare && (value < 0 || value > MAX_SHARE)),
    );
    return wrong === undefined ? undefined : `the value ${wrong}`;
  } catch (error) {
    return String(error);
  }
}
