import { assemblePage, type ParsedFamily, pageText, parseOpenMetrics } from '@meterkit/exposition';
import { createStore } from '@meterkit/instruments';
import { type Meters, metersOf } from '../src/meters.js';

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

/** Meters with a page of their own, and a clock that stands still. */
export function testMeters(): { readonly meters: Meters; readonly samples: () => Samples } {
  const store = createStore();
  const meters = metersOf({ get: (Meter, options) => new Meter({ store, ...options }) });
  return {
    meters,
    samples: () => {
      const page = assemblePage(store.families());
      return samplesOf(parseOpenMetrics(pageText(page, { format: 'openmetrics' })));
    },
  };
}
