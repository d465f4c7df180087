import type { Store } from '@meterkit/instruments';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type {
  CollectionResult,
  MetricCollectOptions,
  MetricProducer,
  ScopeMetrics,
} from '@opentelemetry/sdk-metrics';
import { type StoreFamily, storeMetricData } from './store-metric-data.js';

/**
 * The series of a store for every OpenTelemetry reader (metrics SDK, MetricProducer): give it to a reader in `metricProducers`.
 * Its data points are made only if somebody reads them; {@link OpenMetricsExporter} reads the columns instead.
 * The temporality is cumulative.
 */
export class StoreMetricProducer implements MetricProducer {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Runs the observable callbacks, each for at most `timeoutMillis`; one error stands for all that fail. Never rejects. */
  async collect(options?: MetricCollectOptions): Promise<CollectionResult> {
    const failures = await this.#store.collect(
      options?.timeoutMillis === undefined ? {} : { callbackTimeoutMs: options.timeoutMillis },
    );
    const message = `${failures} callbacks failed, meterkit_callback_failures_total says of which instruments`;
    return {
      resourceMetrics: {
        resource: resourceFromAttributes({}), // a reader keeps the SDK's
        scopeMetrics: scopes(this.#store.families()),
      },
      errors: failures === 0 ? [] : [new Error(message)],
    };
  }
}

function scopes(families: readonly StoreFamily[]): ScopeMetrics[] {
  const byScope = new Map<string, ScopeMetrics>();
  for (const family of families) {
    const known = byScope.get(family.scope.name);
    const { version } = family.scope;
    const scope = { name: family.scope.name, ...(version === undefined ? {} : { version }) };
    const entry: ScopeMetrics = known ?? { scope, metrics: [] };
    byScope.set(family.scope.name, entry);
    entry.metrics.push(storeMetricData(family));
  }
  return [...byScope.values()];
}
