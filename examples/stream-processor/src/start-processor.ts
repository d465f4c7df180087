import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { init } from '@meterkit/sdk';
import { openPartition } from './log/partition.js';
import { openTopic } from './log/topic.js';
import { type Meters, metersOf } from './metrics/meters.js';
import { bindMetrics } from './metrics/partition-metrics.js';
import { reportUntil } from './metrics/report-until.js';
import type { PartitionContext } from './pipeline/partition-context.js';
import { createPartitionTask, type PartitionTask } from './pipeline/partition-task.js';
import { noTotals } from './pipeline/totals.js';
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
  const backend = await openState(settings);
  const tasks = await openTasks(meters, { settings, backend, totals, signal: stopping.signal });
  const problem = () => (stopping.signal.aborted ? 'stopping' : backend.problem());
  telemetry.ready('processor', () => problem() ?? true, { cacheMs: 0 });

  async function run(): Promise<void> {
    const cpuBefore = process.cpuUsage();
    const startMs = performance.now();
    const runs = tasks.map((task) => task.run());
    try {
      for (const task of runs) task.catch(stop); // if one has failed, the others end too
      const onCaughtUp = () => log(`caught up: ${JSON.stringify(totals)}`);
      await reportUntil(Promise.allSettled(runs), { meters, tasks, backend, totals, onCaughtUp });
      await Promise.all(runs);
    } finally {
      for (const task of tasks) await task.close();
      await backend.close();
      const seconds = (performance.now() - startMs) / 1000;
      const { user, system } = process.cpuUsage(cpuBefore);
      log(`ended: ${JSON.stringify({ ...totals, seconds, cpuSeconds: (user + system) / 1e6 })}`);
      await telemetry.shutdown();
    }
  }
  return { metricsUrl: telemetry.scrapeUrl, ended: run(), stop };
}

async function openState({ redisUrl, directory, stateMaxBytes }: Settings): Promise<StateBackend> {
  if (redisUrl !== undefined) return openRedisState(redisUrl);
  return openMemoryState(join(directory, 'state.json'), stateMaxBytes);
}

async function openTasks(
  meters: Meters,
  context: Omit<PartitionContext, 'metrics' | 'partition'>,
): Promise<readonly PartitionTask[]> {
  const { directory } = context.settings;
  const input = await openTopic(directory, 'readings');
  const output = await openTopic(directory, 'results');
  await mkdir(join(directory, 'offsets'), { recursive: true });
  const tasks: PartitionTask[] = [];
  for (const partition of await input.partitions()) {
    const reader = await openPartition(input.pathOf(partition));
    const metrics = bindMetrics(meters, partition);
    const task = { ...context, partition, metrics };
    tasks.push(createPartitionTask(task, reader, output.pathOf(partition)));
  }
  if (tasks.length > 0) return tasks;
  throw new Error(`${input.pathOf('0')}: expected a partition; npm run generate makes some`);
}
