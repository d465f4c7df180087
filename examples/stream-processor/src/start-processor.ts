import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { init } from '@meterkit/sdk';
import { type Meters, metersOf } from './metrics/meters.js';
import { bindMetrics } from './metrics/partition-metrics.js';
import { reportUntil } from './metrics/report-until.js';
import { noTotals, type PartitionContext } from './pipeline/partition-context.js';
import { openPartitionTask, type PartitionTask } from './pipeline/partition-task.js';
import type { Settings } from './settings.js';
import { openMemoryState } from './state/memory-state.js';
import { openRedisState } from './state/redis-state.js';
import type { StateBackend } from './state/state-backend.js';

const VERSION = '0.1.0';

export interface RunningProcessor {
  /** Of the metrics page; undefined if metrics are off. */
  readonly metricsUrl: string | undefined;
  /** Resolves when everything has ended, rejects with what went wrong. */
  readonly ended: Promise<void>;
  /** Reads no more. What was read is done, and its offset committed. */
  readonly stop: () => void;
}

/** Starts a task for each partition of the topic `readings`, with metrics and health on an address of their own. */
export async function startProcessor(
  settings: Settings,
  log: (line: string) => void,
): Promise<RunningProcessor> {
  const { metricsEnabled, address } = settings;
  const telemetry = await init({
    serviceName: 'stream-processor',
    serviceVersion: VERSION,
    disabled: !metricsEnabled,
    scrape: address,
    health: {
      body: ({ version, uptimeSeconds }) => ({
        status: 'healthy',
        version,
        uptime_seconds: uptimeSeconds,
      }),
      readyBody: ({ ready, checks }) => ({ ready, checks }),
    },
    shutdown: { onSignal: false }, // run() says when
  });
  const meters = metersOf(telemetry);
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  const totals = noTotals();
  const backend = await openState(settings, meters);
  const tasks = await openTasks(meters, { settings, backend, totals, signal: stopping.signal });
  const problem = () => (stopping.signal.aborted ? 'stopping' : backend.problem());
  telemetry.ready('processor', () => problem() ?? true, { cacheMs: 0 });

  async function run(): Promise<void> {
    const tell = (what: string) => {
      const { user, system } = process.cpuUsage(); // since the process began
      log(`${what}: ${JSON.stringify({ ...totals, cpuSeconds: (user + system) / 1e6 })}`);
    };
    const onProgress = (isAtEnd: boolean) => tell(isAtEnd ? 'caught up' : 'so far');
    const runs = tasks.map((task) => task.run());
    const all = Promise.all(runs); // rejects with what failed first: that may have ended the others
    try {
      all.catch(stop);
      await reportUntil(Promise.allSettled(runs), { meters, tasks, backend, totals, onProgress });
      await all;
    } finally {
      for (const task of tasks) await task.close();
      await backend.close();
      tell('ended');
      await telemetry.shutdown();
    }
  }
  return { metricsUrl: telemetry.scrapeUrl, ended: run(), stop };
}

async function openState(settings: Settings, { processor }: Meters): Promise<StateBackend> {
  const { redisUrl, directory, stateMaxBytes } = settings;
  const countEvicted = (backend: StateBackend['name']) => (entries: number) =>
    processor.recordStateEvicted(entries, { backend });
  if (redisUrl !== undefined) return openRedisState(redisUrl, countEvicted('redis'));
  return openMemoryState(join(directory, 'state.json'), stateMaxBytes, countEvicted('memory'));
}

async function openTasks(
  meters: Meters,
  context: Omit<PartitionContext, 'metrics' | 'partition'>,
): Promise<readonly PartitionTask[]> {
  const { directory } = context.settings;
  const readings = join(directory, 'topics', 'readings');
  for (const folder of [readings, join(directory, 'topics', 'results'), join(directory, 'offsets')])
    await mkdir(folder, { recursive: true });
  const files = (await readdir(readings)).filter((file) => file.endsWith('.jsonl'));
  if (files.length === 0)
    throw new Error(`${readings}/0.jsonl: expected a partition; npm run generate makes some`);
  const partitions = files.map((file) => basename(file, '.jsonl'));
  return Promise.all(
    partitions.map((partition) =>
      openPartitionTask({ ...context, partition, metrics: bindMetrics(meters, partition) }),
    ),
  );
}
