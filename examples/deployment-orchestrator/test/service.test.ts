import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type ParsedFamily, parseOpenMetrics } from '@meterkit/exposition';
import { type CatalogRow, catalog } from '@meterkit/meters/catalog';
import { matchers } from '@meterkit/sdk/testing';
import { type Answer, createApiClient } from '../src/demo/api-client.js';
import { type Deployment, ENVIRONMENTS, STRATEGIES } from '../src/orchestrator/deployment.js';
import { readSettings } from '../src/settings.js';
import { expectedSamples, type Samples, sampleKey } from './expected-samples.js';
import { type ServiceProcess, startServiceProcess } from './service-process.js';
import { makeWorkspace, type Workspace } from './workspace.js';

expect.extend(matchers);

/** The families of the meters that the service has. */
const own = catalog.filter(({ meter }) => ['DeploymentMetrics', 'ApprovalMetrics'].includes(meter));

const VERSIONS = ['1', '2-corrupt', '2-broken', '2'];

let workspace: Workspace;
let service: ServiceProcess;
let families: readonly ParsedFamily[];
let deployments: readonly Deployment[];
/** Answers of the API by status, counted where they arrive. */
const answers: Record<string, number> = {};

beforeAll(async () => {
  workspace = await makeWorkspace();
  await workspace.publish('billing', '1');
  await workspace.publish('billing', '2');
  await workspace.publish('billing', '2-corrupt', 'corrupt');
  await workspace.publish('billing', '2-broken', 'broken');
  service = await start();
  await call('operator', '/deployments'); // so that a scrape has something to miscount
  await scrape();
  await fetch(`${service.url}/health`);
  await Promise.all(ENVIRONMENTS.map(deployEverything));
  await call('operator', '/deployments/none');
  await call('nobody', '/deployments');
  deployments = (await call<readonly Deployment[]>('operator', '/deployments')).body;
  families = parseOpenMetrics(await text(await scrape()));
}, 60_000);

afterAll(async () => {
  await service.stop();
  await workspace.remove();
});

function start(): Promise<ServiceProcess> {
  return startServiceProcess({
    DATA_DIR: workspace.directory,
    API_TOKENS: 'operator=token-operator,alice=token-alice,bob=token-bob',
    CANARY_SOAK_MS: '0',
  });
}

async function call<T>(who: string, path: string, body?: object): Promise<Answer<T>> {
  const answer = await createApiClient(service.url, `token-${who}`)<T>(path, body);
  answers[answer.status] = (answers[answer.status] ?? 0) + 1;
  return answer;
}

/** A bare GET, as nothing but a person or a bad scraper makes it. */
async function scrape(): Promise<IncomingMessage> {
  const [response] = (await once(get(`${service.url}/metrics`), 'response')) as [IncomingMessage];
  return response;
}

/** Each strategy with each version; of the approvals that it takes, Alice grants all but one and Bob rejects that. */
async function deployEverything(environment: (typeof ENVIRONMENTS)[number]): Promise<void> {
  for (const strategy of STRATEGIES) {
    for (const version of VERSIONS) {
      const request = { environment, strategy, module: 'billing', version };
      const { body } = await call<Deployment>('operator', '/deployments', request);
      const approval = `/deployments/${body.id}/approval`;
      if (body.status === 'awaiting-approval' && strategy === 'Rolling' && version === '2') {
        await call('bob', approval, { decision: 'reject', reason: 'ChangeFreeze' });
      } else if (body.status === 'awaiting-approval') {
        await call('alice', approval, { decision: 'grant' });
      }
      await call('operator', `/deployments/${body.id}?wait=true`);
    }
  }
}

test('the API tells of completed, failed, rolled back and rejected deployments', () => {
  const statuses = deployments.map(({ status }) => status);
  expect(statuses).toHaveLength(64);
  expect(new Set(statuses)).toEqual(new Set(['succeeded', 'failed', 'rolled-back', 'rejected']));
});

test('the page counts what the API says has happened, and nothing else', () => {
  expect(ownSamples()).toEqual(expectedSamples(deployments, readSettings({}).nodes));
});

test.each(own)('$name is on the page as the catalogue has it', (row) => {
  const family = familyOf(row);
  expect(family).toMatchObject({
    type: row.kind,
    help: row.help,
    unit: row.unit === 's' ? 'seconds' : '',
  });
  const names = row.labels.map(({ name }) => name);
  for (const { labels, name } of family.samples) {
    expect([...labels.keys()].filter((label) => label !== 'le')).toEqual(names);
    if (name.endsWith('_bucket'))
      expect([...(row.bounds ?? []), Infinity]).toContain(boundOf(labels));
    for (const label of row.labels) {
      if ('values' in label) expect(label.values).toContain(labels.get(label.name));
    }
  }
});

test('the HTTP metrics count the answers of the API and neither scrapes nor health checks', () => {
  const counts: Record<string, number> = {};
  const requests = families.find(({ name }) => name === 'http_server_request_duration_seconds');
  for (const { name, labels, value } of requests?.samples ?? []) {
    const status = labels.get('http_response_status_code') ?? 'none';
    if (name.endsWith('_count')) counts[status] = (counts[status] ?? 0) + value;
  }
  expect(counts).toEqual(answers);
});

test('a bare GET gets OpenMetrics, without a token', async () => {
  const response = await scrape();
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toBe(
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  );
  response.resume();
});

test('the page is valid, and has a series of failures for each environment, strategy and reason', async () => {
  await expect(`${service.url}/metrics`).toBeValidPage();
  await expect(`${service.url}/metrics`).toHaveAtMostSeries(4 * 4 * 2, 'deployments_failed');
});

test.each(['/health', '/ready'])('%s says that all is well, without a token', async (path) => {
  expect((await fetch(service.url + path)).status).toBe(200);
});

test('the log says where the metrics are', () => {
  expect(service.messages).toContain('Prometheus metrics endpoint enabled at /metrics');
});

test('SIGTERM ends the service with code 0, and its deployments are there after the restart', async () => {
  expect(await service.stop()).toBe(0);
  service = await start();
  expect((await call('operator', '/deployments')).body).toEqual(deployments);
});

function familyOf({ name, unit }: CatalogRow): ParsedFamily {
  const pageName = name.replaceAll('.', '_') + (unit === 's' ? '_seconds' : '');
  const family = families.find((found) => found.name === pageName);
  if (family === undefined) throw new Error(`${pageName} is not on the page`);
  return family;
}

/** Counters and counts of the families that the catalogue has, those at zero left out. */
function ownSamples(): Samples {
  const samples = own.flatMap((row) => familyOf(row).samples);
  return Object.fromEntries(
    samples
      .filter(({ name, value }) => value !== 0 && /_(total|count)$/.test(name))
      .map(({ name, labels, value }) => [sampleKey(name, Object.fromEntries(labels)), value]),
  );
}

function boundOf(labels: ReadonlyMap<string, string>): number {
  const text = labels.get('le') ?? '';
  return text === '+Inf' ? Infinity : Number(text);
}
