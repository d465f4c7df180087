import { type CollectionResult, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { recordHost } from '../../src/host/index.js';
import { ChildPrograms } from '../child-programs.js';

class Reader extends MetricReader {
  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }

  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
}

function names({ resourceMetrics }: CollectionResult): readonly string[] {
  return resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
    metrics
      .filter(({ dataPoints }) => dataPoints.length > 0)
      .map(({ descriptor }) => descriptor.name),
  );
}

/** Of all processors and states. */
function cpuSeconds({ resourceMetrics }: CollectionResult): number {
  return resourceMetrics.scopeMetrics
    .flatMap(({ metrics }) => metrics)
    .filter(({ descriptor }) => descriptor.name === 'system.cpu.time')
    .flatMap(({ dataPoints }) => dataPoints.map(({ value }) => Number(value)))
    .reduce((sum, seconds) => sum + seconds, 0);
}

/** Longer than the 10 ms in which the kernel counts. */
function passTime(): void {
  for (const end = performance.now() + 50; performance.now() < end; );
}

test('CPU and memory of the host are measured into the provider, until stop()', async () => {
  const reader = new Reader();
  const meterProvider = new MeterProvider({ readers: [reader] });
  const stop = await recordHost({ meterProvider }, { groups: ['system.cpu', 'system.memory'] });
  const first = await reader.collect();
  expect(names(first).toSorted()).toEqual([
    'system.cpu.time',
    'system.cpu.utilization',
    'system.memory.usage',
    'system.memory.utilization',
  ]);
  passTime();
  const second = await reader.collect();
  expect(cpuSeconds(second)).toBeGreaterThan(cpuSeconds(first));
  stop();
  stop();
  passTime();
  expect(cpuSeconds(await reader.collect())).toBe(cpuSeconds(second)); // the reader keeps what it had
  await meterProvider.shutdown();
});

test('the network is measured unless groups are chosen, and nothing of the process ever', async () => {
  const reader = new Reader();
  const meterProvider = new MeterProvider({ readers: [reader] });
  const stop = await recordHost({ meterProvider });
  const found = names(await reader.collect());
  expect(found).toContain('system.network.io');
  expect(found.filter((name) => name.startsWith('process'))).toEqual([]);
  stop();
  await meterProvider.shutdown();
});

test.each([
  ['./esm/host/index.js', 'ES module'],
  ['./cjs/host/index.js', 'CommonJS'],
])('without the package the error says what to install (%s)', async (path) => {
  const programs = new ChildPrograms();
  try {
    const { stdout, stderr } = await programs.run(`
      import { metrics } from '@opentelemetry/api';
      const module = await import('${path}');
      const host = module.default ?? module;
      await host.recordHost({ meterProvider: metrics.getMeterProvider() }).catch(({ code, message }) => console.log(code, message));
    `);
    expect({ stdout, stderr }).toEqual({
      stdout:
        'METERKIT_HOST_METRICS_MISSING host metrics: expected @opentelemetry/instrumentation-host-metrics or ' +
        '@opentelemetry/host-metrics to be installed, found neither; npm install ' +
        '@opentelemetry/instrumentation-host-metrics, or leave host metrics off\n',
      stderr: '',
    });
  } finally {
    programs.remove();
  }
});

test('nothing is loaded before it is asked for', async () => {
  const programs = new ChildPrograms(['@opentelemetry/host-metrics', 'systeminformation']);
  try {
    const { stdout } = await programs.run(`
      import { createRequire } from 'node:module';
      import { metrics } from '@opentelemetry/api';
      import { recordHost } from './esm/host/index.js';
      const { cache } = createRequire(import.meta.url);
      const loaded = () => Object.keys(cache).some((path) => path.includes('host-metrics'));
      const before = loaded();
      const stop = await recordHost({ meterProvider: metrics.getMeterProvider() });
      stop();
      console.log(before, loaded());
    `);
    expect(stdout).toBe('false true\n');
  } finally {
    programs.remove();
  }
});
