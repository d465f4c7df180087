import { assemblePage, type ParsedFamily, pageText, parseOpenMetrics } from '@meterkit/exposition';
import type { Store } from '@meterkit/instruments';

/** Counters, counts and gauges by name and labels, such as `lease_operations_total{operation="grant",status="success"}`; those at zero left out. */
export type Samples = Readonly<Record<string, number>>;

const OWN = /^(grpc_server|storage|watch|lease|auth|raft|mvcc)_/;

export function samplesOf(families: readonly ParsedFamily[]): Samples {
  const samples = families
    .filter(({ name }) => OWN.test(name))
    .flatMap((family) => family.samples)
    .filter(({ name, value }) => value !== 0 && !/_(bucket|sum)$/.test(name));
  return Object.fromEntries(
    samples.map(({ name, labels, value }) => {
      const pairs = [...labels].map(([label, text]) => `${label}="${text}"`).sort();
      return [`${name}{${pairs}}`, value];
    }),
  );
}

export function samplesIn(store: Store): Samples {
  const page = assemblePage(store.families());
  return samplesOf(parseOpenMetrics(pageText(page, { format: 'openmetrics' })));
}
