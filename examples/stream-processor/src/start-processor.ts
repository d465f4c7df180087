import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { init } from '@meterkit/sdk';
import { metersOf } from './meters.js';
import { Processor } from './pipeline/processor.js';
import type { Settings } from './settings.js';
import { silentMeters } from './silent-meters.js';
import { MemoryState } from './state/memory-state.js';
import { RedisState } from './state/redis-state.js';

const VERSION = '0.1.0';

export interface RunningProcessor {
  /** Of the metrics page; undefined if metrics are off. */
  readonly metricsUrl: string | undefined;
  /** Resolves when everything has ended, rejects with what went wrong. */
  readonly ended: Promise<void>;
  /** Reads no more and ends what was begun. */
  readonly stop: () => void;
}

/** Starts to process the readings of a directory, with metrics and health on an address of their own. */
export async function startProcessor(
  settings: Settings,
  log: (line: string) => void,
): Promise<RunningProcessor> {
  const { directory, metricsEnabled, address } = settings;
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
  telemetry.ready('processor', () => 'starting');
  await mkdir(directory, { recursive: true });
  const processor = await Processor.open(metricsEnabled ? metersOf(telemetry) : silentMeters(), {
    ...settings,
    backend: await openState(settings),
    onCaughtUp: (totals) => log(`caught up: ${JSON.stringify(totals)}`),
  });
  telemetry.ready('processor', () => processor.problem ?? true, { cacheMs: 0 });

  async function run(): Promise<void> {
    const startMs = performance.now();
    const cpuBefore = process.cpuUsage();
    try {
      await processor.run();
    } finally {
      const seconds = (performance.now() - startMs) / 1000;
      const cpu = process.cpuUsage(cpuBefore);
      const cpuSeconds = (cpu.user + cpu.system) / 1e6;
      log(`ended: ${JSON.stringify({ ...processor.totals, seconds, cpuSeconds })}`);
      await telemetry.shutdown();
    }
  }
  return {
    metricsUrl: telemetry.scrapeUrl,
    ended: run(),
    stop: () => processor.stop(),
  };
}

async function openState({ redisUrl, redisName, directory, stateMaxBytes }: Settings) {
  if (redisUrl !== undefined) return new RedisState(redisUrl, redisName);
  return MemoryState.open(join(directory, 'state.json'), stateMaxBytes);
}
