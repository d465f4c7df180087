import {
  familyName,
  type ParsedFamily,
  parseOpenMetrics,
  parsePrometheusText,
} from '@meterkit/exposition';
import { catalog } from '@meterkit/meters/catalog';
import { describeWith } from '../real-parts.js';
import { automaticComplaints, automaticFamilies } from './automatic-families.js';
import { type DemoProcess, startDemo } from './demo-process.js';
import { OF_CHECKS, OF_METERKIT } from './of-meterkit.js';
import { promtoolComplaint, pythonComplaint } from './other-parsers.js';
import { RealPrometheus } from './real-prometheus.js';
import { type ScrapedFamily, scrapedFamilies } from './scraped-families.js';
import { scrapedHistograms } from './scraped-histograms.js';
import { readSystemFile, type SystemFamily } from './system-file.js';

const TIMEOUT_MS = 90_000;

/** What promtool says of names that the systems want as they are. */
const COMPLAINTS: Readonly<Record<string, readonly string[]>> = {
  'deployment-orchestrator': [],
  'guestkit-worker': [],
  'stream-processor': [],
  metastore: [
    'lease_active_total non-counter metrics should not have "_total" suffix',
    'watch_active_total non-counter metrics should not have "_total" suffix',
  ],
  'tops-worker': [
    'tops_worker_attempt_duration_ms metric names should not contain abbreviated units',
    'tops_worker_network_latency_ms metric names should not contain abbreviated units',
  ],
};

const WITH_CHECKS = ['deployment-orchestrator', 'guestkit-worker', 'stream-processor'];

const NEEDED = ['prometheus', 'promtool', 'python'] as const;

describe.each(Object.keys(COMPLAINTS))('the demo of %s', (system) => {
  describeWith(NEEDED, 'in a real Prometheus', ({ prometheus, promtool, python }) => {
    const { namespace, declared } = readSystemFile(system);
    let demo: DemoProcess;
    let server: RealPrometheus;
    let families: ReadonlyMap<string, ScrapedFamily>;

    beforeAll(async () => {
      demo = await startDemo(system, { PORT: '0', DEMO_SECONDS: '60' });
      void (async () => {
        for await (const _ of demo.lines); // or its pipe fills
      })();
      server = await RealPrometheus.start(prometheus, demo.url);
      for (let scrape = 0; scrape < 40; scrape++) {
        await server.nextScrape();
        families = await scrapedFamilies(server);
        if (declared.every(({ family }) => families.get(family)?.samples.length !== 0)) break;
      }
    }, TIMEOUT_MS);

    afterAll(async () => {
      demo?.kill();
      await server?.stop();
    });

    test.each(declared)('$family is there as declared', (declaration) => {
      const { family, type, unit, labels, bounds } = declaration;
      const found = families.get(family);
      expect(found).toMatchObject({ type, unit, help: helpOf(namespace, declaration) });
      for (const sample of found?.samples ?? []) {
        const names = sample.name.endsWith('_bucket')
          ? [...labels.keys(), 'le']
          : [...labels.keys()];
        expect(Object.keys(sample.labels).sort()).toEqual(names.sort());
        for (const [label, values] of labels)
          if (values !== undefined) expect(values).toContain(sample.labels[label]);
      }
      for (const { buckets } of found && bounds ? scrapedHistograms(found) : [])
        expect(buckets.map(([bound]) => bound)).toEqual(bounds);
    });

    test('nothing else is there but what is collected by itself', () => {
      const known = new Set([...automaticFamilies, ...declared.map(({ family }) => family)]);
      const others = [...families.keys()].filter((name) => !known.has(name));
      const ofChecks = WITH_CHECKS.includes(system) ? OF_CHECKS : [];
      expect(others.sort()).toEqual([...OF_METERKIT, ...ofChecks].sort());
    });

    test.each([
      ['OpenMetrics', 'application/openmetrics-text; version=1.0.0', parseOpenMetrics],
      ['Prometheus text', 'text/plain; version=0.0.4', parsePrometheusText],
    ] as const)('has the same families and series in %s', async (_, accept, parse) => {
      const page = await pageOf(demo, accept);
      const seen = new Map(parse(page).map((family) => [withoutTotal(family), family]));
      for (const { family, type } of declared) expect(seen.get(family)).toMatchObject({ type });
    });

    test('no other parser complains, but of names that the system wants', async () => {
      const openMetrics = await pageOf(demo, 'application/openmetrics-text; version=1.0.0');
      expect(pythonComplaint(python, openMetrics)).toBe('');
      const complaint = promtoolComplaint(
        promtool,
        await pageOf(demo, 'text/plain; version=0.0.4'),
      );
      expect(complaint.split('\n').filter(Boolean).sort()).toEqual(
        [...automaticComplaints, ...(COMPLAINTS[system] ?? [])].sort(),
      );
    });
  });
});

async function pageOf({ url }: DemoProcess, accept: string): Promise<string> {
  const response = await fetch(url, { headers: { accept } });
  expect(response.headers.get('content-type')).toContain(accept);
  return response.text();
}

/** In text 0.0.4 a counter is called as its sample. */
function withoutTotal({ name, type }: ParsedFamily): string {
  return type === 'counter' ? name.replace(/_total$/, '') : name;
}

function helpOf(namespace: string, { family, type }: SystemFamily): string | undefined {
  return catalog.find(
    ({ name, unit = '', exactName }) =>
      familyName({ name, type, unit, exactName }, 'underscores').name ===
      (namespace === '' ? family : family.slice(namespace.length + 1)),
  )?.help;
}
