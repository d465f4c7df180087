import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SystemName, systemMixin } from '@meterkit/mixin';
import { parse } from 'yaml';

interface Panel {
  readonly title: string;
  readonly panels?: readonly Panel[];
}

/** Each part of each question in test/systems, in their order, and the panel that answers it. */
const ANSWERS: Readonly<Record<SystemName, readonly (readonly [part: string, panel: string])[]>> = {
  'deployment-orchestrator': [
    ['deployments started', 'Deployments started, 1 h'],
    ['per hour', 'Started per hour'],
    ['per second', 'Started per second, by environment'],
    ['by environment', 'Started per second, by environment'],
    ['by strategy', 'Started per second, by strategy'],
    ['success rate', 'Success rate'],
    ['failures per second', 'Failures per second, by reason'],
    ['p50 p95 p99 and mean duration', 'Duration of 30 min: p50, p95, p99, mean'],
    ['approval requests over 24 h', 'Requests over 24 h, by environment'],
    ['grant and rejection rates', 'Granted and rejected per second'],
    ['by environment', 'Granted per hour, by environment'],
    ['HTTP request rate', 'Requests per second, by route'],
    ['by route', 'Requests per second, by route'],
    ['by status', 'Requests per second, by status'],
    ['4xx and 5xx rate', '4xx and 5xx per second'],
    ['p95 latency', 'Latency: p50, p95, p99, mean'],
    ['by route', 'Latency p95, by route'],
    ['collections', 'Collections per second, by type'],
    ['heap size', 'Heap in use, by space'],
    ['thread count', 'Threads'],
    ['exceptions', 'Exceptions that nothing caught, per second'],
    ['memory', 'Memory'],
    ['CPU', 'CPU: cores in use'],
  ],
  'guestkit-worker': [
    ['job success rate over 1 h', 'Success rate of 1 h'],
    ['in percent', 'Success rate of 1 h'],
    ['mean', 'Duration of 5 min: p50, p95, p99, mean'],
    ['p50', 'Duration of 5 min: p50, p95, p99, mean'],
    ['p95', 'Duration of 5 min: p50, p95, p99, mean'],
    ['p99 job duration over 5 min', 'Duration of 5 min: p50, p95, p99, mean'],
    ['active jobs', 'Active jobs'],
    ['queue depth over time', 'Queue depth'],
    ['checksum failure rate', 'Share of checksums that fail'],
    ['handler error rate by handler', 'Error rate, by handler'],
    ['disk I/O rate', 'Disk bytes per second'],
  ],
  metastore: [
    ['request rate by method', 'Requests per second, by method'],
    ['p99 latency by method', 'Latency p99, by method'],
    ['error rate by code', 'Errors per second, by code'],
    ['active connections', 'Active connections'],
  ],
  'stream-processor': [
    ['event rate', 'Events per second'],
    ['success rate in percent', 'Success rate'],
    ['p95 processing latency', 'Processing: p50, p95, p99, mean'],
    ['active windows', 'Active windows, by type'],
    ['window trigger rate', 'Windows triggered per second, by type'],
    ['cache hit rate by layer', 'Hit rate, by layer'],
    ['state size', 'State size, by backend'],
  ],
  'tops-worker': [
    ['success rate', 'Attempts that succeed, 5 min'],
    ['throughput (attempts per second)', 'Attempts per second'],
    ['error rate by kind', 'Errors per second, by kind'],
    ['p50 and p95 attempt duration', 'Attempt: p50, p95, p99, mean'],
    ['uptime in hours', 'Uptime in hours'],
    ['last successful attempt', 'Last successful attempt, ago'],
    ['consecutive failures', 'Failures in a row'],
    ['circuit breaker', 'Circuit breaker'],
  ],
};

const systems = Object.keys(ANSWERS) as readonly SystemName[]; // its own keys

test.each(systems)('every question that is asked of %s has a panel', (system) => {
  expect(ANSWERS[system].map(([part]) => part)).toEqual(partsOf(system));
  const [dashboard] = systemMixin(system).dashboards;
  const { panels } = JSON.parse(dashboard?.text ?? '') as { panels: readonly Panel[] }; // Grafana's model
  const titles = panels.flatMap(({ title, panels: collapsed = [] }) => [
    title,
    ...collapsed.map((panel) => panel.title),
  ]);
  for (const [, panel] of ANSWERS[system]) expect(titles).toContain(panel);
});

/** A list, or a text with semicolons; `status: what it is made of` is a heading and its text. */
type Questions = string | readonly (string | Readonly<Record<string, string>>)[];

function partsOf(system: SystemName): readonly string[] {
  const file = readFileSync(join(__dirname, `../systems/${system}.yaml`), 'utf8');
  const { questions } = parse(file) as { questions: Questions }; // our own file
  const parts = textsOf(questions).flatMap((question) => question.split(/[;,]/));
  return parts.map((part) => part.trim());
}

function textsOf(questions: Questions): readonly string[] {
  return [questions].flat().flatMap((one) => (typeof one === 'string' ? one : Object.values(one)));
}
