import { assemblePage, type ParsedFamily, pageText, parseOpenMetrics } from '@meterkit/exposition';
import { createStore } from '@meterkit/instruments';
import { metersOf } from '../src/metrics/meters.js';
import { bindMetrics } from '../src/metrics/partition-metrics.js';
import { noTotals, type PartitionContext } from '../src/pipeline/partition-context.js';
import { readSettings } from '../src/settings.js';
import type { StateBackend } from '../src/state/state-backend.js';

/** Counters, counts and gauges by name and labels, without the namespace; those at zero left out. */
export type Samples = Readonly<Record<string, number>>;

export function samplesOf(families: readonly ParsedFamily[]): Samples {
  const samples = families
    .filter(({ name }) => name.startsWith('processor_'))
    .flatMap((family) => family.samples)
    .filter(({ name, value }) => value !== 0 && !/_(bucket|sum)$/.test(name));
  return Object.fromEntries(
    samples.map(({ name, labels, value }) => {
      const pairs = [...labels].map(([label, text]) => `${label}="${text}"`).sort();
      return [`${name.replace('processor_', '')}${pairs.length > 0 ? `{${pairs}}` : ''}`, value];
    }),
  );
}

/** Meters with a page of their own, and what a partition records into. */
export function testMeters() {
  const store = createStore();
  const meters = metersOf({ get: (Meter, options) => new Meter({ store, ...options }) });
  return {
    metrics: bindMetrics(meters, '0'),
    totals: noTotals(),
    samples: (): Samples => {
      const page = assemblePage(store.families());
      return samplesOf(parseOpenMetrics(pageText(page, { format: 'openmetrics' })));
    },
  };
}

/** The context of a partition, and its page. */
export function testContext(backend: StateBackend, env: NodeJS.ProcessEnv = {}) {
  const { metrics, totals, samples } = testMeters();
  const contextOf = (partition: string): PartitionContext => ({
    settings: readSettings(env),
    partition,
    backend,
    metrics,
    totals,
    signal: new AbortController().signal,
  });
  return { contextOf, samples };
}
