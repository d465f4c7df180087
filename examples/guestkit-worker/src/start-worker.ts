import { access, constants, mkdir } from 'node:fs/promises';
import { WorkerMetrics } from '@meterkit/meters/worker';
import { init } from '@meterkit/sdk';
import { handlers } from './handlers/handlers.js';
import { JobDirectory } from './jobs/job-directory.js';
import { Worker } from './jobs/worker.js';
import { startMetricsServer } from './metrics-server.js';
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
    scrape: { listen: false },
    shutdown: { onSignal: false }, // stop() says when
  });
  await mkdir(resultsDirectory, { recursive: true });
  const jobs = new JobDirectory(jobsDirectory, workerId);
  await jobs.open();
  const metrics = telemetry.get(WorkerMetrics, { namespace: 'guestkit' });
  const worker = new Worker(metrics, { ...settings, jobs, handlers, log });
  telemetry.ready('results directory', () => isWritable(resultsDirectory));
  const server = settings.metricsEnabled
    ? await startMetricsServer(telemetry.handler, () => worker.problem, settings.address)
    : undefined;
  worker.start();

  let ended: Promise<void> | undefined;
  async function end(): Promise<void> {
    await telemetry.shutdown(); // before the server, so that the last numbers can still be scraped
    await server?.close();
  }
  return {
    metricsUrl: server && `${server.url}/metrics`,
    stop: async (graceMs) => {
      await worker.stop(graceMs);
      ended ??= end();
      await ended;
    },
  };
}

function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
