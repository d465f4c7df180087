/**
 * What is read of a registry of `prom-client` or `@prometheus-io/client`. Neither has to be installed: a registry is known by what
 * it can do.
 */
export interface PromClientRegistry {
  /** By which it decides what a counter is called: `requests` in its own text is `requests_total` in its own OpenMetrics. */
  readonly contentType: string;
  getMetricsAsArray(): readonly object[];
}

/** A metric of a registry. */
export interface PromMetric {
  readonly name: string;
  /** Of a histogram. */
  readonly upperBounds?: readonly number[];
  /** The quantiles of a summary. */
  readonly percentiles?: readonly number[];
  get(): unknown;
}

/** What a metric gives when it is asked. */
export interface PromReading {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly values?: readonly PromValue[] | undefined;
}

/** A sample: a bucket, a quantile, a sum or a count of its own. */
export interface PromValue {
  readonly value: number;
  readonly labels?: Readonly<Record<string, unknown>> | undefined;
  /** Unless it is that of the metric. */
  readonly metricName?: string | undefined;
  readonly exemplar?: PromExemplar | null | undefined;
}

export interface PromExemplar {
  readonly labelSet: Readonly<Record<string, unknown>>;
  readonly value: number;
  /** Unix time in seconds. */
  readonly timestamp: number;
}

export function isRegistry(value: unknown): value is PromClientRegistry {
  if (typeof value !== 'object' || value === null) return false;
  const { contentType, getMetricsAsArray } = value as Partial<PromClientRegistry>; // looked at below
  return typeof contentType === 'string' && typeof getMetricsAsArray === 'function';
}

/** Labels that a registry puts on all of its series. Both libraries keep them where nothing public gives them. */
export function defaultLabelsOf(registry: PromClientRegistry): Readonly<Record<string, unknown>> {
  return (registry as { readonly _defaultLabels?: Record<string, unknown> })._defaultLabels ?? {}; // in both libraries
}
