import { access, constants, mkdir, readdir } from 'node:fs/promises';
import { WorkerMetrics } from '@meterkit/meters/worker';
import { init } from '@meterkit/sdk';
import { handlers } from './handlers/handlers.js';
import { JobDirectory } from './jobs/job-directory.js';
import { UNKNOWN, Worker } from './jobs/worker.js';
import type { Settings } from './settings.js';

export interface RunningWorker {
  /** Of the metrics page; undefined if metrics are off. */
  readonly metricsUrl: string | undefined;
  /** Takes no more jobs, and cancels the one that runs after `graceMs`. A later call may be in more of a hurry. */
  readonly stop: (graceMs: number) => Promise<void>;
}

/** Starts to work on the jobs directory, with metrics and health on an address of their own. */
export async function startWorker(
  settings: Settings,
  log: (message: string) => void,
): Promise<RunningWorker> {
  const { workerId, pool, jobsDirectory, resultsDirectory } = settings;
  const telemetry = await init({
    serviceName: 'guestkit-worker',
    resourceAttributes: { 'service.instance.id': workerId, 'guestkit.pool': pool },
    disabled: !settings.metricsEnabled,
    scrape: settings.address,
    health: { body: () => ({ status: 'healthy' }) },
    shutdown: { onSignal: false }, // stop() says when
  });
  await mkdir(resultsDirectory, { recursive: true });
  const jobs = new JobDirectory(jobsDirectory, workerId);
  await jobs.open();
  telemetry.ready('jobs directory', () => isUsable(jobsDirectory), { cacheMs: 0 });
  telemetry.ready('results directory', () => isUsable(resultsDirectory));
  const metrics = telemetry.get(WorkerMetrics, { namespace: 'guestkit' });
  showFailuresFromZero(metrics);
  const worker = new Worker({ ...settings, metrics, jobs, handlers, log });
  worker.start();

  return {
    metricsUrl: telemetry.scrapeUrl,
    stop: async (graceMs) => {
      await worker.stop(graceMs);
      await telemetry.shutdown();
    },
  };
}

/** True for a directory that can be read and written, or why not. */
function isUsable(path: string): Promise<true | string> {
  return Promise.all([readdir(path), access(path, constants.W_OK)]).then(() => true, String);
}

/** So that the first failure is an increase. */
function showFailuresFromZero(metrics: WorkerMetrics): void {
  for (const operation of [...handlers.keys(), UNKNOWN]) {
    metrics.jobs.add(0, { operation, status: 'failed' });
  }
  for (const { name } of handlers.values()) {
    metrics.handlerExecutions.add(0, { handler: name, status: 'error' });
  }
}
