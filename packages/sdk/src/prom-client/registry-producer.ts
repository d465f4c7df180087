import type { FamilyColumns } from '@meterkit/exposition';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type {
  CollectionResult,
  MetricCollectOptions,
  MetricProducer,
} from '@opentelemetry/sdk-metrics';
import { storeMetricData } from '../opentelemetry/store-metric-data.js';
import { within } from '../within.js';
import {
  defaultLabelsOf,
  type PromClientRegistry,
  type PromMetric,
  type PromReading,
} from './prom-client-registry.js';
import { ReadingColumns } from './reading-columns.js';

/** What became of a metric. */
type Collected =
  | { readonly columns: FamilyColumns }
  | { readonly name: string; readonly cause: 'error' | 'timeout'; readonly reason: string };

/** Asks each metric of a registry by itself, so that one that fails or hangs is missing alone. */
export class RegistryProducer implements MetricProducer {
  readonly #registry: PromClientRegistry;
  readonly #converters = new WeakMap<object, ReadingColumns>();
  /** Metrics that have not answered in time: asked again when they have. */
  readonly #late = new WeakSet<object>();

  constructor(registry: PromClientRegistry) {
    this.#registry = registry;
  }

  /** Waits for each metric for at most `timeoutMillis`. Rejects when the registry cannot be read. */
  async collect(options?: MetricCollectOptions): Promise<CollectionResult> {
    const metrics = this.#registry.getMetricsAsArray() as readonly PromMetric[]; // each is asked behind a guard
    const collected = await Promise.all(
      metrics.map((metric) => this.#collect(metric, options?.timeoutMillis)),
    );
    const families = collected.flatMap((one) => ('columns' in one ? [one.columns] : []));
    return {
      resourceMetrics: {
        resource: resourceFromAttributes({}), // a reader keeps the SDK's
        scopeMetrics: [{ scope: { name: '' }, metrics: families.map(storeMetricData) }], // a scope would be on the page
      },
      errors: errorsOf(collected),
    };
  }

  async #collect(metric: PromMetric, limitMs: number | undefined): Promise<Collected> {
    const { name } = metric;
    const timeout = (reason: string): Collected => ({ name, cause: 'timeout', reason });
    if (this.#late.has(metric)) return timeout('an earlier run of its collect has not ended');
    try {
      const asking = readingOf(metric);
      const reading = await (limitMs === undefined ? asking : within(asking, limitMs));
      if (reading !== undefined) return { columns: this.#columns(metric, reading) };
      const inTime = () => void this.#late.delete(metric);
      this.#late.add(metric);
      asking.then(inTime, inTime);
      return timeout(`it has not ended within ${limitMs} ms`);
    } catch (error) {
      return { name, cause: 'error', reason: String(error) };
    }
  }

  #columns(metric: PromMetric, reading: PromReading): FamilyColumns {
    const converter = this.#converters.get(metric) ?? new ReadingColumns();
    this.#converters.set(metric, converter);
    return converter.columns(reading, {
      defaultLabels: defaultLabelsOf(this.#registry),
      openMetrics: this.#registry.contentType.startsWith('application/openmetrics-text'),
      declared: metric.upperBounds ?? metric.percentiles,
    });
  }
}

async function readingOf(metric: PromMetric): Promise<PromReading> {
  const reading = await metric.get();
  if (typeof reading !== 'object' || reading === null) throw new TypeError('it gives no values');
  return reading as PromReading; // its values are looked at one by one
}

/** One for all that threw, and one for all that are late. */
function errorsOf(collected: readonly Collected[]): Error[] {
  return (['error', 'timeout'] as const).flatMap((cause) => {
    const failed = collected.flatMap((one) => ('cause' in one && one.cause === cause ? [one] : []));
    if (failed.length === 0) return [];
    const error = new Error(failed.map(({ name, reason }) => `${name}: ${reason}`).join('; '));
    if (cause === 'timeout') error.name = 'TimeoutError'; // by which it is counted
    return [error];
  });
}
