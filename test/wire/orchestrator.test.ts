import { familyName } from '@meterkit/exposition';
import { catalog } from '@meterkit/meters/catalog';
import {
  expectedSamples,
  sampleKey,
} from '../../examples/deployment-orchestrator/test/expected-samples.js';
import {
  type ServiceProcess,
  startServiceProcess,
} from '../../examples/deployment-orchestrator/test/service-process.js';
import {
  makeWorkspace,
  type Workspace,
} from '../../examples/deployment-orchestrator/test/workspace.js';
import { describeWith } from '../real-parts.js';
import { automaticComplaints, automaticFamilies } from './automatic-families.js';
import { API_TOKENS, type ApiAnswers, driveOrchestrator } from './drive-orchestrator.js';
import { OF_CHECKS, OF_METERKIT } from './of-meterkit.js';
import { promtoolComplaint, pythonComplaint } from './other-parsers.js';
import { RealPrometheus } from './real-prometheus.js';
import { type ScrapedFamily, scrapedFamilies } from './scraped-families.js';
import { type ScrapedHistogram, scrapedHistograms } from './scraped-histograms.js';
import { readSystemFile, type SystemFamily } from './system-file.js';

const TIMEOUT_MS = 60_000;
const SOAK_SECONDS = 1.2;
const { declared, automatic } = readSystemFile('deployment-orchestrator');

/** What the API calls the values of the label `status`. */
const STATUS: Readonly<Record<string, string>> = {
  succeeded: 'success',
  failed: 'failure',
  'rolled-back': 'rolled_back',
};

const NEEDED = ['prometheus', 'promtool', 'python'] as const;

describeWith(NEEDED, 'the orchestrator in a real Prometheus', ({ prometheus, ...tools }) => {
  let workspace: Workspace;
  let service: ServiceProcess;
  let answers: ApiAnswers;
  let server: RealPrometheus;
  let families: ReadonlyMap<string, ScrapedFamily>;

  beforeAll(async () => {
    workspace = await makeWorkspace();
    for (const module of ['billing', 'search']) {
      await workspace.publish(module, '1');
      await workspace.publish(module, '2');
      await workspace.publish(module, '2-corrupt', 'corrupt');
      await workspace.publish(module, '2-broken', 'broken');
    }
    service = await startServiceProcess({
      DATA_DIR: workspace.directory,
      API_TOKENS,
      CANARY_SOAK_MS: String(SOAK_SECONDS * 1000),
      METERKIT_SHUTDOWN_GRACE_MS: '0',
    });
    const page = `${service.url}/metrics`;
    for (const path of ['/metrics', '/health']) await fetch(service.url + path); // not to be counted
    [server, answers] = await Promise.all([
      RealPrometheus.start(prometheus, page),
      driveOrchestrator(service.url),
    ]);
    await server.nextScrape();
    families = await scrapedFamilies(server);
  }, TIMEOUT_MS);

  afterAll(async () => {
    await Promise.all([server?.stop(), service?.stop()]);
    await workspace?.remove();
  }, TIMEOUT_MS);

  test('deployments succeeded, failed, were rolled back and rejected, and one still waits', () => {
    const statuses = new Set(answers.deployments.map(({ status }) => status));
    expect([...statuses].sort()).toEqual([
      'awaiting-approval',
      'failed',
      'rejected',
      'rolled-back',
      'succeeded',
    ]);
  });

  test('has a page that prometheus_client does not complain of, and promtool only of names of the conventions', async () => {
    const page = async (accept: string) =>
      (await fetch(`${service.url}/metrics`, { headers: { accept } })).text();
    const openMetrics = await page('application/openmetrics-text; version=1.0.0');
    expect(openMetrics).toMatch(/# EOF\n$/);
    expect(pythonComplaint(tools.python, openMetrics)).toBe('');
    const complaint = promtoolComplaint(tools.promtool, await page('text/plain; version=0.0.4'));
    expect(complaint.split('\n').sort()).toEqual(automaticComplaints);
  });

  test.each(declared)('$family has the type, help, unit and labels declared', (declaration) => {
    const { type, unit, labels } = declaration;
    const family = familyOf(declaration);
    expect(family).toMatchObject({ type, unit, help: helpOf(declaration) });
    expect(family.samples).not.toHaveLength(0);
    for (const sample of family.samples) {
      const isBucket = sample.name.endsWith('_bucket');
      const names = isBucket ? [...labels.keys(), 'le'] : [...labels.keys()];
      expect(Object.keys(sample.labels).sort()).toEqual(names.sort());
      for (const [label, values = [sample.labels[label]]] of labels)
        expect(values).toContain(sample.labels[label]);
    }
  });

  test('counters and counts are what the API says has happened, and nothing else', () => {
    const counted = declared
      .flatMap((declaration) => familyOf(declaration).samples)
      .filter(({ name, value }) => /_(total|count)$/.test(name) && value !== 0)
      .map(({ name, labels, value }) => [sampleKey(name, labels), value] as const);
    expect(Object.fromEntries(counted)).toEqual(
      expectedSamples(answers.deployments, answers.nodes),
    );
  });

  test('durations are in the buckets listed, and not longer than the API says', () => {
    const duration = declarationOf('deployment_duration_seconds');
    for (const histogram of scrapedHistograms(familyOf(duration))) {
      const { labels, buckets, count, sum } = histogram;
      expect(boundsOf(histogram)).toEqual(duration.bounds);
      expect(buckets.at(-1)?.[1]).toBe(count);
      expect(sum).toBeLessThanOrEqual(secondsByApi(labels));
      if (labels.strategy !== 'Canary' || labels.status !== 'success') continue;
      expect(sum).toBeGreaterThanOrEqual(count * SOAK_SECONDS);
      expect(buckets[0]).toEqual([1, 0]);
    }
  });

  test('the HTTP metrics count the answers of the API, and no scrape', () => {
    const requests = declarationOf('http_server_request_duration_seconds');
    const counts: Record<string, number> = {};
    for (const { name, labels, value } of familyOf(requests).samples) {
      const status = labels.http_response_status_code ?? 'none';
      if (name.endsWith('_count')) counts[status] = (counts[status] ?? 0) + value;
    }
    expect(counts).toEqual(answers.statuses);
  });

  test('what is collected by itself is as listed, as far as it is there', () => {
    for (const declaration of automatic.filter(({ family }) => families.has(family))) {
      const { type, unit, labels, bounds } = declaration;
      const family = familyOf(declaration);
      expect(family).toMatchObject(unit === '' ? { type } : { type, unit });
      const found = family.samples.flatMap((sample) => Object.keys(sample.labels));
      expect(['le', ...labels.keys()]).toEqual(expect.arrayContaining(found));
      for (const histogram of bounds ? scrapedHistograms(family) : [])
        expect(boundsOf(histogram)).toEqual(bounds);
    }
  });

  test('nothing is on the page that nobody has declared', () => {
    const known = new Set([...automaticFamilies, ...declared.map(({ family }) => family)]);
    const others = [...families.keys()].filter((name) => !known.has(name));
    expect(others.sort()).toEqual([...OF_METERKIT, ...OF_CHECKS].sort());
  });

  function familyOf({ family }: SystemFamily): ScrapedFamily {
    const found = families.get(family);
    if (found === undefined) throw new Error(`${family} is not in Prometheus`);
    return found;
  }

  /** How long these deployments took from the outside, rounded up. */
  function secondsByApi(labels: Readonly<Record<string, string>>): number {
    const milliseconds = answers.deployments
      .filter(
        ({ environment, strategy, status }) =>
          environment === labels.environment &&
          strategy === labels.strategy &&
          STATUS[status] === labels.status,
      )
      .map(({ requestedAt, approval, finishedAt = '' }) => {
        return Date.parse(finishedAt) - Date.parse(approval?.decidedAt ?? requestedAt) + 2;
      });
    return milliseconds.reduce((sum, each) => sum + each, 0) / 1000;
  }
});

function declarationOf(name: string): SystemFamily {
  const found = [...declared, ...automatic].find(({ family }) => family === name);
  if (found === undefined) throw new Error(`${name} is not in the system file`);
  return found;
}

function helpOf({ family, type }: SystemFamily): string | undefined {
  return catalog.find(
    ({ name, unit = '', exactName }) =>
      familyName({ name, type, unit, exactName }, 'underscores').name === family,
  )?.help;
}

function boundsOf({ buckets }: ScrapedHistogram): readonly number[] {
  return buckets.map(([bound]) => bound);
}
