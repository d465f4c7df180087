import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import { checkValue } from '../configuration/check-option.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { codeOnly } from '../configuration/option-kinds.js';
import { isRegistry, type PromClientRegistry } from './prom-client-registry.js';
import { RegistryProducer } from './registry-producer.js';

const REGISTRY = codeOnly<PromClientRegistry>({
  type: 'PromClientRegistry',
  rule: 'a registry of prom-client or @prometheus-io/client',
  accepts: isRegistry,
  fix: 'pass its register, or the Registry that the metrics are in',
  description: 'The registry.',
});

const producers = new WeakMap<PromClientRegistry, MetricProducer>();

/**
 * The metrics of a registry of `prom-client` or `@prometheus-io/client`, for the page of `init()` or of an `OpenMetricsExporter`:
 * `init({ metricProducers: [fromPromClient(register)] })`. Names, labels and values are those of the registry's own page, default
 * labels and exemplars too. A metric whose `collect` throws or hangs is missing alone. The same registry gives the same producer.
 *
 * Throws `ConfigurationError` when it is no registry.
 */
export function fromPromClient(registry: PromClientRegistry): MetricProducer {
  const found = checkValue({ ...REGISTRY, path: 'fromPromClient()' }, registry, 'code');
  if (found.kind === 'problem') throw new ConfigurationError([found.problem]);
  const producer = producers.get(registry) ?? new RegistryProducer(registry);
  producers.set(registry, producer);
  return producer;
}
