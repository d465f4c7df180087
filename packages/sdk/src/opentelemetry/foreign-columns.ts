import type { FamilyColumns, FamilyType, RowChunk, Scope } from '@meterkit/exposition';
import type { HrTime } from '@opentelemetry/api';
import {
  type DataPoint,
  DataPointType,
  type Histogram,
  type MetricData,
} from '@opentelemetry/sdk-metrics';
import { type LabelRows, LabelSets } from './label-sets.js';

/** Metric data that a page can show. */
export type PageMetricData = Exclude<
  MetricData,
  { readonly dataPointType: DataPointType.EXPONENTIAL_HISTOGRAM }
>;

type Point = DataPoint<number | Histogram>;

/** The unit of {@link RowChunk.created}. */
const TICK_MS = 100;

/** Turns the points of one OpenTelemetry instrument into columns, at each collection anew. */
export class ForeignColumns {
  readonly #scope: Scope;
  readonly #labelSets = new LabelSets();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Equal label sets are one row: sums are added up, of gauges the last is kept. Throws at points that are not alike. */
  columns(metric: PageMetricData): FamilyColumns {
    const { name, unit, description } = metric.descriptor;
    const points: readonly Point[] = metric.dataPoints;
    const rows = this.#labelSets.rows(points.map(({ attributes }) => attributes));
    const startMs = firstTickMs(points);
    return {
      name,
      type: typeOf(metric),
      additive: metric.dataPointType === DataPointType.SUM,
      unit,
      description,
      exactName: false,
      scope: this.#scope,
      labels: rows.labels,
      bounds: boundsOf(metric),
      withoutSum: points.some(({ value }) => typeof value === 'object' && value.sum === undefined),
      rowCount: rows.rowCount,
      chunkShift: 30,
      chunks: [chunkOf(metric, rows, startMs)],
      startMs,
    };
  }
}

function chunkOf(metric: PageMetricData, rows: LabelRows, startMs: number): RowChunk {
  const width = (boundsOf(metric)?.length ?? -1) + 2;
  const isGauge = metric.dataPointType === DataPointType.GAUGE;
  const values = new Float64Array(rows.rowCount * width);
  const created = new Uint32Array(rows.rowCount);
  metric.dataPoints.forEach(({ startTime, value }: Point, i) => {
    const row = rows.rowOf[i] as number; // one for each point
    created[row] = (toMs(startTime) - startMs) / TICK_MS;
    if (typeof value === 'object') addHistogram(values, row * width, width, value);
    else values[row] = isGauge ? value : (values[row] ?? 0) + value;
  });
  return { values, ids: rows.ids, hidden: new Uint8Array(rows.rowCount), created };
}

function typeOf(metric: PageMetricData): FamilyType {
  if (metric.dataPointType === DataPointType.HISTOGRAM) return 'histogram';
  return metric.dataPointType === DataPointType.SUM && metric.isMonotonic ? 'counter' : 'gauge';
}

function boundsOf(metric: PageMetricData): readonly number[] | undefined {
  if (metric.dataPointType !== DataPointType.HISTOGRAM) return undefined;
  return metric.dataPoints[0]?.value.buckets.boundaries ?? [];
}

function addHistogram(
  values: Float64Array,
  at: number,
  width: number,
  { buckets, sum = 0 }: Histogram,
): void {
  if (buckets.counts.length + 1 !== width)
    throw new RangeError('its points differ in their bounds');
  buckets.counts.forEach((count, i) => {
    values[at + i] = (values[at + i] ?? 0) + count;
  });
  const last = at + width - 1;
  values[last] = (values[last] ?? 0) + sum;
}

/** A whole tick, so that a series keeps its time of creation when an older one goes. */
function firstTickMs(points: readonly Point[]): number {
  const first = points.reduce((ms, { startTime }) => Math.min(ms, toMs(startTime)), Infinity);
  return Number.isFinite(first) ? Math.floor(first / TICK_MS) * TICK_MS : 0;
}

function toMs([seconds, nanoseconds]: HrTime): number {
  return seconds * 1000 + nanoseconds / 1e6;
}
