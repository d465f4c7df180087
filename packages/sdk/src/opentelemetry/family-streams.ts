import type { FamilyColumns, Scope } from '@meterkit/exposition';
import type { Attributes } from '@opentelemetry/api';
import {
  AggregationTemporality,
  DataPointType,
  type MetricData,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { ForeignColumns, type PageMetricData } from './foreign-columns.js';
import { columnsOf } from './store-metric-data.js';
import { targetInfo } from './target-info.js';

/** A metric that has no place on a page. */
export interface LeftOutMetric {
  readonly family: string;
  /** `unsupported_kind`: an exponential histogram, a delta. `unreadable`: no metric data at all. */
  readonly problem: 'unsupported_kind' | 'unreadable';
  readonly detail: string;
}

/** What a collection brought, as columns. */
export interface Streams {
  readonly streams: readonly FamilyColumns[];
  readonly leftOut: readonly LeftOutMetric[];
}

/** Turns what a reader collects into columns: those of a store as they are, all others converted. */
export class FamilyStreams {
  readonly #withTarget: boolean;
  /** Of the last collection, by scope, name, unit and kind. */
  #foreign = new Map<string, ForeignColumns>();
  #target: { readonly of: Attributes; readonly columns: FamilyColumns } | undefined;

  constructor(withTarget: boolean) {
    this.#withTarget = withTarget;
  }

  of({ resource, scopeMetrics }: ResourceMetrics): Streams {
    const streams: FamilyColumns[] = this.#targetOf(resource.attributes);
    const leftOut: LeftOutMetric[] = [];
    const converters = new Map<string, ForeignColumns>();
    for (const { scope, metrics } of scopeMetrics)
      for (const metric of metrics) {
        const columns = this.#columns(scope, metric, converters);
        if ('problem' in columns) leftOut.push(columns);
        else streams.push(columns);
      }
    this.#foreign = converters; // those of scopes and instruments that are gone go with them
    return { streams, leftOut };
  }

  /** The same columns while the resource is the same: what is written of them is then known. */
  #targetOf(attributes: Attributes): FamilyColumns[] {
    if (!this.#withTarget || Object.keys(attributes).length === 0) return [];
    if (this.#target?.of !== attributes)
      this.#target = { of: attributes, columns: targetInfo(attributes) };
    return [this.#target.columns];
  }

  #columns(
    scope: Scope,
    metric: MetricData,
    converters: Map<string, ForeignColumns>,
  ): FamilyColumns | LeftOutMetric {
    const { name, unit } = metric.descriptor;
    const own = columnsOf(metric);
    if (own !== undefined) return own;
    if (!isForPage(metric)) {
      const detail = 'it is left out: a page has neither exponential histograms nor deltas';
      return { family: name, problem: 'unsupported_kind', detail };
    }
    const { version, schemaUrl } = scope;
    const key = JSON.stringify([scope.name, version, schemaUrl, name, unit, metric.dataPointType]);
    const converter = converters.get(key) ?? this.#foreign.get(key) ?? new ForeignColumns(scope);
    converters.set(key, converter);
    try {
      return converter.columns(metric);
    } catch (error) {
      return { family: name, problem: 'unreadable', detail: `it is left out: ${error}` };
    }
  }
}

function isForPage(metric: MetricData): metric is PageMetricData {
  if (metric.dataPointType === DataPointType.EXPONENTIAL_HISTOGRAM) return false;
  return (
    metric.dataPointType === DataPointType.GAUGE ||
    metric.aggregationTemporality === AggregationTemporality.CUMULATIVE
  );
}
