import { fromPromClient } from '@meterkit/sdk/prom-client';
import fc from 'fast-check';
import type { Registry } from 'prom-client';
import { contentTypes, type Library, libraries, newRegistry } from './registries.js';
import { pageOf, samplesOf } from './samples-of.js';

const labelNames = ['a', 'b__c', 'Region_'];

const labelValue = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom('\n', '"', '\\', '\\n', 'a\\', '}', ',', '0', ''),
  fc.integer(),
  fc.boolean(),
);

const amount = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
);

/** What is recorded into a series. */
const record = fc.record({
  labels: fc.dictionary(fc.constantFrom(...labelNames), labelValue),
  amounts: fc.array(amount, { maxLength: 4 }),
  traceId: fc.option(fc.stringMatching(/^[0-9a-f]{1,32}$/), { nil: undefined }),
});

const metric = fc.record({
  type: fc.constantFrom('counter', 'gauge', 'histogram', 'summary'),
  suffix: fc.constantFrom('', '_total', '_info', '_seconds', ':rate', '__x_'),
  help: fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\r')),
  thresholds: fc.uniqueArray(fc.double({ min: 1e-9, max: 1, noNaN: true }), { maxLength: 5 }),
  records: fc.uniqueArray(record, { maxLength: 4, selector: seriesOf }),
});

type Metric = typeof metric extends fc.Arbitrary<infer M> ? M : never;

const registryContent = fc.record({
  metrics: fc.array(metric, { minLength: 1, maxLength: 5 }),
  defaultLabels: fc.dictionary(fc.constantFrom('a', 'app'), fc.string({ minLength: 1 })),
});

/** The same for labels that a page cannot tell apart. */
function seriesOf({ labels }: { readonly labels: Readonly<Record<string, unknown>> }): string {
  const texts = Object.entries(labels).map(([name, value]) => [name, String(value).toWellFormed()]);
  return JSON.stringify(texts.filter(([, value]) => value !== '').sort());
}

/** Makes the metrics in the registry. Those of a page must not meet, so each has a number in its name. */
function fill(library: Library, registry: Registry, metrics: readonly Metric[], traced: boolean) {
  metrics.forEach(({ type, suffix, help, thresholds, records }, i) => {
    const sorted = thresholds.toSorted((a, b) => a - b);
    const common = { name: `m${i}${suffix}`, help, labelNames, registers: [registry] };
    const enableExemplars = traced && (type === 'counter' || type === 'histogram');
    const config = { ...common, enableExemplars, buckets: sorted, percentiles: sorted };
    const { Counter, Gauge, Histogram, Summary } = library;
    const made = {
      counter: () => new Counter(config),
      gauge: () => new Gauge(config),
      histogram: () => new Histogram(config),
      summary: () => new Summary(config),
    }[type]();
    for (const { labels, amounts, traceId } of records)
      for (const value of amounts) {
        const exemplarLabels = traceId === undefined ? {} : { trace_id: traceId };
        const given = enableExemplars ? [{ labels, value, exemplarLabels }] : [labels, value];
        const method = { counter: 'inc', gauge: 'set', histogram: 'observe', summary: 'observe' }[
          type
        ];
        Reflect.apply(Reflect.get(made, method), made, given);
      }
  });
}

describe.each(libraries)('the bridge of %s', (_, library) => {
  describe.each(contentTypes)('of a registry that writes %s', (registryFormat) => {
    test.each(contentTypes)('has the samples of its own page in %s', async (format) => {
      await fc.assert(
        fc.asyncProperty(registryContent, async ({ metrics, defaultLabels }) => {
          const registry = newRegistry(library, registryFormat);
          fill(library, registry, metrics, registryFormat === 'openmetrics');
          registry.setDefaultLabels(defaultLabels);
          const ours = await pageOf(fromPromClient(registry), format);
          const theirs = samplesOf(await registry.metrics(), registryFormat);
          expect(samplesOf(ours, format)).toEqual(
            withExemplarsIf(format === 'openmetrics', theirs),
          );
        }),
      );
    });
  });
});

function withExemplarsIf(
  shown: boolean,
  samples: ReturnType<typeof samplesOf>,
): ReturnType<typeof samplesOf> {
  if (shown) return samples;
  return new Map(Array.from(samples, ([key, { value }]) => [key, { value, exemplar: undefined }]));
}
