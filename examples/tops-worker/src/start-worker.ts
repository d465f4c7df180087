import { randomBytes } from 'node:crypto';
import { AttemptMetrics, GpuMetrics } from '@meterkit/meters/worker';
import { init } from '@meterkit/sdk';
import { isFaulty } from './attempts/faults.js';
import { Worker } from './attempts/worker.js';
import { signingKey } from './proof/signing-key.js';
import type { Settings } from './settings.js';
import { DevicePool } from './threads/device-pool.js';
import { startVerifier } from './verifier/start-verifier.js';

const searchThread = new URL('./threads/search-thread.js', import.meta.url);

export interface RunningWorker {
  /** Undefined if metrics are off. */
  readonly metricsUrl: string | undefined;
  /** Resolves when the last attempt has ended. */
  readonly ended: Promise<void>;
  /** Begins no more attempts and lets those under way end. */
  readonly stop: () => Promise<void>;
}

/** Starts to make attempts, with a verifier of its own if there is no other. */
export async function startWorker(
  settings: Settings,
  log: (line: string) => void,
): Promise<RunningWorker> {
  const { difficultyBits, faults, threads } = settings;
  const telemetry = await init({
    serviceName: 'tops-worker',
    disabled: !settings.metricsEnabled,
    scrape: { metricsPath: '/prometheus', ...settings.address },
    shutdown: { onSignal: false }, // stop() says when
  });
  const attempts = telemetry.get(AttemptMetrics, { namespace: 'tops' });
  const key = signingKey(settings.seedHex ?? randomBytes(32).toString('hex'));
  const drops = (submission: number) => isFaulty(submission, faults.network);
  const verifier = settings.aggregatorUrl
    ? undefined
    : await startVerifier({ difficultyBits, drops });
  const aggregatorUrl = settings.aggregatorUrl ?? verifier?.url ?? '';
  log(`worker: ${key.publicKeyHex}`);
  log(`verifier: ${aggregatorUrl}`);

  const devices = new DevicePool({
    size: threads,
    file: searchThread,
    onQueue: (waiting) => attempts.recordQueueDepth(waiting),
  });
  telemetry.get(GpuMetrics, { namespace: 'tops' }).observe(() => devices.read());
  const worker = new Worker(attempts, {
    ...settings,
    devices,
    key,
    aggregatorUrl,
    concurrency: 2 * threads,
    breaker: {
      ...settings.breaker,
      onChange: (state) => {
        attempts.recordCircuitBreakerState(state);
        log(`breaker: ${state}`);
      },
    },
  });
  const stopping = new AbortController();
  const ended = worker.run(stopping.signal);

  return {
    metricsUrl: telemetry.scrapeUrl,
    ended,
    stop: async () => {
      stopping.abort();
      await ended;
      await telemetry.shutdown();
      await Promise.all([devices.close(), verifier?.close()]);
    },
  };
}
