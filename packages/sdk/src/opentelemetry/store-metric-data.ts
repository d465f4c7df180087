import type { FamilyColumns } from '@meterkit/exposition';
import type { Store } from '@meterkit/instruments';
import { type Attributes, type HrTime, ValueType } from '@opentelemetry/api';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type MetricData,
} from '@opentelemetry/sdk-metrics';

export type StoreFamily = ReturnType<Store['families']>[number];

/** On the page; for other readers the attribute that it stands for (metrics SDK, Cardinality Limits). */
const OVERFLOW_LABEL = 'otel_metric_overflow';

const COLUMNS = Symbol.for('meterkit.columns');

/** The columns behind metric data that came from a store, whichever copy of this package made it. */
export function columnsOf(metric: MetricData): FamilyColumns | undefined {
  return (metric as { readonly [COLUMNS]?: FamilyColumns })[COLUMNS]; // absent on everybody else's
}

/**
 * A family of a store, or what has its form, as OpenTelemetry metric data. The points are of the moment of their first reading. A
 * summary, which OpenTelemetry's readers do not know, has none.
 */
export function storeMetricData(family: FamilyColumns): MetricData {
  let points: DataPoint<unknown>[] | undefined;
  const data = {
    descriptor: {
      name: family.name,
      description: family.description,
      unit: family.unit,
      valueType: ValueType.DOUBLE,
    },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
    dataPointType: dataPointType(family),
    isMonotonic: isCounter(family),
    get dataPoints() {
      points ??= dataPoints(family);
      return points;
    },
    [COLUMNS]: family,
  };
  return data as unknown as MetricData; // which member of the union it is, the type of the family decides
}

function isCounter({ type }: FamilyColumns): boolean {
  return type === 'counter' || type === 'plainCounter';
}

function dataPointType(family: FamilyColumns): DataPointType {
  if (family.type === 'histogram') return DataPointType.HISTOGRAM;
  return isCounter(family) ? DataPointType.SUM : DataPointType.GAUGE;
}

function dataPoints(family: FamilyColumns): DataPoint<unknown>[] {
  if (family.type === 'summary') return [];
  const endTime = hrTime(Date.now());
  const startMs = Number.isNaN(family.startMs) ? performance.timeOrigin : family.startMs;
  const points: DataPoint<unknown>[] = [];
  for (let row = 0; row < family.rowCount; row++) {
    const chunk = family.chunks[row >> family.chunkShift];
    const at = row & ((1 << family.chunkShift) - 1);
    if (chunk === undefined || chunk.hidden[at] !== 0) continue;
    points.push({
      startTime: hrTime(startMs + (chunk.created[at] ?? 0) * 100),
      endTime,
      attributes: attributes(family, chunk.ids, at),
      value: value(family, chunk.values, at),
    });
  }
  return points;
}

function attributes(family: FamilyColumns, ids: Uint32Array, at: number): Attributes {
  const result: Attributes = {};
  family.labels.forEach((label, i) => {
    const id = ids[at * family.labels.length + i];
    if (id === undefined || id === 0) return;
    if (label.name === OVERFLOW_LABEL) result['otel.metric.overflow'] = true;
    else result[label.name] = label.values[id];
  });
  return result;
}

function value(family: FamilyColumns, values: Float64Array, at: number): unknown {
  if (family.bounds === undefined) return values[at];
  const width = family.bounds.length + 2;
  const cells = values.subarray(at * width, (at + 1) * width);
  const counts = Array.from(cells.subarray(0, -1));
  return {
    buckets: { boundaries: [...family.bounds], counts },
    sum: cells[width - 1],
    count: counts.reduce((sum, count) => sum + count, 0),
  };
}

function hrTime(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds, Math.floor((milliseconds - seconds * 1000) * 1e6)];
}
