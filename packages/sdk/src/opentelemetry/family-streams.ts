import type { FamilyColumns } from '@meterkit/exposition';
import {
  AggregationTemporality,
  DataPointType,
  type MetricData,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { ForeignColumns, type PageMetricData } from './foreign-columns.js';
import { columnsOf } from './store-metric-data.js';
import { targetInfo } from './target-info.js';

/** What a collection brought, as columns. */
export interface Streams {
  readonly streams: readonly FamilyColumns[];
  /** Metrics that have no place on a page: exponential histograms, delta sums. */
  readonly unknown: readonly string[];
}

/** Turns what a reader collects into columns: those of a store as they are, all others converted. */
export class FamilyStreams {
  readonly #withTarget: boolean;
  /** By scope, then by name, kind and unit. */
  readonly #foreign = new Map<string, ForeignColumns>();

  constructor(withTarget: boolean) {
    this.#withTarget = withTarget;
  }

  of({ resource, scopeMetrics }: ResourceMetrics): Streams {
    const streams: FamilyColumns[] = this.#withTarget ? [targetInfo(resource.attributes)] : [];
    const unknown: string[] = [];
    for (const { scope, metrics } of scopeMetrics)
      for (const metric of metrics) {
        const columns = columnsOf(metric);
        if (columns !== undefined) streams.push(columns);
        else if (!isForPage(metric)) unknown.push(metric.descriptor.name);
        else streams.push(this.#foreignColumns(scope, metric).columns(metric));
      }
    return { streams, unknown };
  }

  #foreignColumns(
    scope: { name: string; version?: string; schemaUrl?: string },
    metric: MetricData,
  ): ForeignColumns {
    const { name, unit } = metric.descriptor;
    const key = [scope.name, scope.version, name, unit, metric.dataPointType].join('\n');
    const known = this.#foreign.get(key) ?? new ForeignColumns(scope);
    this.#foreign.set(key, known);
    return known;
  }
}

function isForPage(metric: MetricData): metric is PageMetricData {
  if (metric.dataPointType === DataPointType.EXPONENTIAL_HISTOGRAM) return false;
  return (
    metric.dataPointType === DataPointType.GAUGE ||
    metric.aggregationTemporality === AggregationTemporality.CUMULATIVE
  );
}
