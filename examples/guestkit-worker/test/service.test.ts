import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedFamily, parseOpenMetrics, parsePrometheusText } from '@meterkit/exposition';
import { parse } from 'yaml';
import { type DroppedJob, dropJob } from '../src/demo/drop-job.js';
import { type DiskImages, makeImages } from '../src/demo/images/make-images.js';
import { expectedSamples, type PlannedJob, plannedJobs } from './planned-jobs.js';
import { type Samples, samplesOf } from './samples.js';
import { type ServiceProcess, startServiceProcess } from './service-process.js';
import { makeWorkspace, type Workspace } from './workspace.js';

interface SystemFamily {
  readonly family: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly unit?: string;
  readonly labels?: Readonly<Record<string, 'string' | readonly string[]>>;
  readonly bounds?: readonly number[];
}

const file = join(__dirname, '../../../test/systems/guestkit-worker.yaml');
const system = parse(readFileSync(file, 'utf8')) as { families: readonly SystemFamily[] }; // our own file
const formats = {
  openmetrics: { accept: 'application/openmetrics-text', parse: parseOpenMetrics },
  text: { accept: 'text/plain', parse: parsePrometheusText },
};
type Format = keyof typeof formats;

let workspace: Workspace;
let images: DiskImages;
let planned: readonly PlannedJob[];
let service: ServiceProcess;
let pages: Readonly<Record<Format, readonly ParsedFamily[]>>;

beforeAll(async () => {
  workspace = await makeWorkspace();
  images = await makeImages(workspace.path('images'));
  planned = plannedJobs(images);
  await mkdir(workspace.path('jobs'));
  for (const [i, { job, status }] of planned.entries()) {
    if (status === 'cancelled') await cancel(`planned-${i}`);
    await drop({ id: `planned-${i}`, ...job });
  }
  service = await start();
  for (const i of planned.keys()) await ended(`planned-${i}`);
  pages = { openmetrics: await scrape('openmetrics'), text: await scrape('text') };
}, 60_000);

afterAll(async () => {
  await service.stop('SIGKILL');
  await workspace.remove();
});

function start(...flags: readonly string[]): Promise<ServiceProcess> {
  const directories = [
    '--jobs-dir',
    workspace.path('jobs'),
    '--results-dir',
    workspace.path('results'),
  ];
  return startServiceProcess(['--worker-id', 'one', '--pool', 'tests', ...directories, ...flags]);
}

function drop(job: DroppedJob): Promise<void> {
  return dropJob(workspace.path('jobs'), job);
}

function cancel(id: string): Promise<void> {
  return writeFile(workspace.path(`jobs/${id}.cancel`), '');
}

function ended(id: string): Promise<string> {
  return service.logged(new RegExp(`job ${id} `));
}

async function resultOf(id: string) {
  return JSON.parse(await readFile(workspace.path(`results/${id}.json`), 'utf8'));
}

async function scrape(format: Format): Promise<readonly ParsedFamily[]> {
  const { accept, parse } = formats[format];
  const response = await fetch(service.metricsUrl, { headers: { accept } });
  return parse(await response.text());
}

/** Resolves when the worker has begun with the job that reads for minutes. */
async function isActive(): Promise<void> {
  while (samplesOf(await scrape('openmetrics'))['guestkit_worker_active_jobs{}'] !== 1);
}

test('the page says what has become of the jobs, and nothing else', () => {
  expect(samplesOf(pages.openmetrics)).toEqual(expectedSamples(planned));
});

test('the results say it too', async () => {
  const results = await Promise.all(planned.map((_job, i) => resultOf(`planned-${i}`)));
  expect(results.map(({ status }) => status)).toEqual(planned.map(({ status }) => status));
});

describe.each(['openmetrics', 'text'] as const)('in %s', (format) => {
  const nameOf = ({ family, type }: SystemFamily) =>
    format === 'text' && type === 'counter' ? `${family}_total` : family;

  test.each(system.families)('$family is on the page as the system file has it', (wanted) => {
    const found = pages[format].find(({ name }) => name === nameOf(wanted));
    expect(found).toMatchObject({
      type: wanted.type,
      unit: format === 'text' ? '' : (wanted.unit ?? ''),
      help: expect.stringMatching(/^[A-Z].*\.$/),
    });
    for (const { labels } of found?.samples ?? []) {
      const names = [...labels.keys()].filter((name) => name !== 'le');
      expect(names).toEqual(Object.keys(wanted.labels ?? {}));
    }
    for (const [label, values] of Object.entries(wanted.labels ?? {})) {
      if (values !== 'string') expect(valuesOf(found, label)).toEqual(new Set(values));
    }
    const bounds = wanted.bounds && new Set([...wanted.bounds.map(String), '+Inf']);
    expect(new Set([...valuesOf(found, 'le')].map((text) => text.replace(/\.0$/, '')))).toEqual(
      bounds ?? new Set(),
    );
  });

  test('the worker has no other families', () => {
    const own = pages[format]
      .map(({ name }) => name)
      .filter((name) => name.startsWith('guestkit_'));
    expect(own.sort()).toEqual(system.families.map(nameOf).sort());
  });
});

function valuesOf(family: ParsedFamily | undefined, label: string): ReadonlySet<string> {
  return new Set(family?.samples.flatMap(({ labels }) => labels.get(label) ?? []));
}

test.each([
  ['cancelled', (id: string) => isActive().then(() => cancel(id)), undefined],
  ['timeout', () => Promise.resolve(), 1500],
])(
  'a job that is at work and then %s is one more of those',
  async (status, interfere, patienceMs) => {
    const before = samplesOf(await scrape('openmetrics'));
    const deadline = patienceMs && { deadline: new Date(Date.now() + patienceMs) };
    await drop({ id: status, operation: 'guestkit.profile', data: images.huge, ...deadline });
    await interfere(status);
    await ended(status);
    const after = samplesOf(await scrape('openmetrics'));
    const { 'guestkit_worker_disk_read_bytes_total{}': readBytes, ...counted } = increase(
      before,
      after,
    );
    expect(readBytes).toBeGreaterThan(0);
    expect(counted).toEqual({
      [`guestkit_worker_jobs_total{operation="guestkit.profile",status="${status}"}`]: 1,
      [`guestkit_worker_jobs_duration_seconds_count{operation="guestkit.profile",status="${status}"}`]: 1,
      'guestkit_handler_executions_total{handler="profile",status="error"}': 1,
      'guestkit_handler_duration_seconds_count{handler="profile",status="error"}': 1,
      'guestkit_checksum_verifications_total{status="skipped"}': 1,
    });
  },
);

function increase(before: Samples, after: Samples): Samples {
  const pairs = Object.entries(after).map(
    ([key, value]) => [key, value - (before[key] ?? 0)] as const,
  );
  return Object.fromEntries(pairs.filter(([, value]) => value !== 0));
}

test('is healthy, and ready while its directory can be read', async () => {
  const ask = async (path: string) => {
    const response = await fetch(new URL(path, service.metricsUrl));
    return [response.status, await response.json()];
  };
  const ready = { status: 'ready', checks: ['jobs directory', 'results directory'] };
  const notReady = (reason: RegExp) => ({
    status: 'not ready',
    failing: ['jobs directory'],
    reasons: { 'jobs directory': expect.stringMatching(reason) },
  });
  expect(await ask('/ready')).toEqual([200, ready]);
  await rm(workspace.path('jobs'), { recursive: true });
  await service.logged(/Error: ENOENT.*jobs/);
  expect(await ask('/ready')).toEqual([503, notReady(/ENOENT/)]);
  await writeFile(workspace.path('jobs'), ''); // may be written, and is no directory
  expect(await ask('/ready')).toEqual([503, notReady(/ENOTDIR/)]);
  expect(await ask('/health')).toEqual([200, { status: 'healthy' }]); // to start it again would not help
  await rm(workspace.path('jobs'));
  await mkdir(workspace.path('jobs'));
  await drop({ id: 'healed', operation: 'system.echo', data: { message: 'there' } });
  await ended('healed');
  expect(await ask('/ready')).toEqual([200, ready]);
});

test('a worker that is killed runs its job again in its next life', async () => {
  await drop({ id: 'killed', operation: 'guestkit.profile', data: images.huge });
  await isActive();
  await service.stop('SIGKILL');
  expect(await readdir(workspace.path('jobs'))).toEqual(['killed.json@one']);
  await cancel('killed');
  service = await start();
  await ended('killed');
  expect((await resultOf('killed')).status).toBe('cancelled');
});

test('SIGTERM leaves the job that is at work alone, and the next one too', async () => {
  await drop({ id: 'last', operation: 'guestkit.profile', data: images.huge });
  await isActive();
  await drop({ id: 'next', operation: 'system.echo', data: { message: 'later' } });
  const exitCode = service.stop('SIGTERM');
  await service.logged(/SIGTERM/);
  await cancel('last');
  expect(await exitCode).toBe(0);
  expect((await resultOf('last')).error.message).toBe('there was a cancel file');
  service = await start();
  await ended('next');
  expect((await resultOf('next')).status).toBe('completed');
});

test('a second SIGTERM cancels the job', async () => {
  await drop({ id: 'endless', operation: 'guestkit.profile', data: images.huge });
  await isActive();
  void service.stop('SIGTERM');
  await service.logged(/SIGTERM/); // two that are not taken yet are one
  expect(await service.stop('SIGTERM')).toBe(0);
  expect((await resultOf('endless')).error.message).toBe('the worker was stopped');
  service = await start();
});

test('without metrics nothing listens, and jobs are done all the same', async () => {
  await service.stop('SIGTERM');
  const { port } = new URL(service.metricsUrl); // nobody's any more
  service = await start('--metrics-enabled=false', '--metrics-addr', `127.0.0.1:${port}`);
  expect(service.metricsUrl).toBe('off');
  await drop({ id: 'quiet', operation: 'system.echo', data: { message: 'still here' } });
  await ended('quiet');
  await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow('fetch failed');
});
