import type { FamilyColumns, RowChunk, Scope } from '@meterkit/exposition';
import type { Attributes, HrTime } from '@opentelemetry/api';
import {
  type DataPoint,
  DataPointType,
  type Histogram,
  type MetricData,
} from '@opentelemetry/sdk-metrics';

/** Metric data that a page can show. */
export type PageMetricData = Exclude<
  MetricData,
  { readonly dataPointType: DataPointType.EXPONENTIAL_HISTOGRAM }
>;

interface ForeignLabel {
  readonly name: string;
  readonly values: string[];
  readonly ids: Map<string, number>;
  readonly generation: number;
}

interface LabelSet {
  /** By label; labels that came later are absent. */
  readonly ids: readonly number[];
  readonly key: string;
}

/** Label values kept beyond those in use, before they are forgotten. */
const SPARE_VALUES = 1000;

/**
 * Turns the points of one OpenTelemetry instrument into columns, at each collection anew; what it keeps are the dictionaries
 * and, by attributes object, the ids: the SDK passes the same object for the same series each time.
 */
export class ForeignColumns {
  readonly #scope: Scope;
  #labels: ForeignLabel[] = [];
  #labelSets = new WeakMap<Attributes, LabelSet>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  columns(metric: PageMetricData): FamilyColumns {
    const points: readonly DataPoint<number | Histogram>[] = metric.dataPoints;
    this.#forgetWhatIsGone(points.length);
    const sets = points.map((point) => this.#labelSet(point.attributes));
    const rows = distinctRows(sets);
    const bounds = metric.dataPointType === DataPointType.HISTOGRAM ? boundsOf(points) : undefined;
    const startMs = earliest(points);
    const chunk = newChunk(rows.count, (bounds?.length ?? -1) + 2, this.#labels.length);
    points.forEach((point, i) => {
      const row = rows.ofPoint[i] ?? 0; // one for each point
      chunk.ids.set(sets[i]?.ids ?? [], row * this.#labels.length);
      chunk.created[row] = (toMs(point.startTime) - startMs) / 100;
      write(chunk, row, point.value, type(metric) !== 'gauge');
    });
    return this.#family(metric, chunk, { rows: rows.count, bounds, startMs });
  }

  #family(
    metric: PageMetricData,
    chunk: RowChunk,
    {
      rows,
      bounds,
      startMs,
    }: { rows: number; bounds: readonly number[] | undefined; startMs: number },
  ): FamilyColumns {
    const { name, unit, description } = metric.descriptor;
    return {
      name,
      type: type(metric),
      unit,
      description,
      exactName: false,
      scope: this.#scope,
      labels: this.#labels,
      bounds,
      withoutSum: metric.dataPoints.some(
        (point) => typeof point.value === 'object' && point.value.sum === undefined,
      ),
      rowCount: rows,
      chunkShift: 30,
      chunks: [chunk],
      startMs: Number.isFinite(startMs) ? startMs : 0,
    };
  }

  #labelSet(attributes: Attributes): LabelSet {
    const known = this.#labelSets.get(attributes);
    if (known !== undefined) return known;
    const ids: number[] = [];
    for (const [name, value] of Object.entries(attributes)) {
      const text = labelText(value);
      if (text !== '') ids[this.#labelIndex(name)] = this.#valueId(this.#labelIndex(name), text);
    }
    const dense = Array.from(ids, (id) => id ?? 0);
    const made = { ids: dense, key: dense.join() };
    this.#labelSets.set(attributes, made);
    return made;
  }

  #labelIndex(name: string): number {
    const known = this.#labels.findIndex((label) => label.name === name);
    if (known >= 0) return known;
    return this.#labels.push({ name, values: [''], ids: new Map(), generation: 0 }) - 1;
  }

  #valueId(label: number, text: string): number {
    const dictionary = this.#labels[label];
    if (dictionary === undefined) return 0;
    const known = dictionary.ids.get(text);
    if (known !== undefined) return known;
    const id = dictionary.values.push(text) - 1;
    dictionary.ids.set(text, id);
    return id;
  }

  #forgetWhatIsGone(points: number): void {
    if (!this.#labels.some(({ values }) => values.length > 2 * points + SPARE_VALUES)) return;
    this.#labels = [];
    this.#labelSets = new WeakMap();
  }
}

function type(metric: PageMetricData): 'counter' | 'gauge' | 'histogram' {
  if (metric.dataPointType === DataPointType.HISTOGRAM) return 'histogram';
  return metric.dataPointType === DataPointType.SUM && metric.isMonotonic ? 'counter' : 'gauge';
}

/** Attributes that differ only before they become text ({a: 1} and {a: '1'}) are one row. */
function distinctRows(sets: readonly LabelSet[]): { ofPoint: readonly number[]; count: number } {
  const rows = new Map<string, number>();
  const ofPoint = sets.map(({ key }) => {
    const row = rows.get(key) ?? rows.size;
    rows.set(key, row);
    return row;
  });
  return { ofPoint, count: rows.size };
}

function newChunk(rows: number, width: number, stride: number): RowChunk {
  return {
    values: new Float64Array(rows * width),
    ids: new Uint32Array(rows * stride),
    hidden: new Uint8Array(rows),
    created: new Uint32Array(rows),
  };
}

function write(chunk: RowChunk, row: number, value: number | Histogram, sums: boolean): void {
  if (typeof value === 'number') {
    chunk.values[row] = sums ? (chunk.values[row] ?? 0) + value : value;
    return;
  }
  const { counts } = value.buckets;
  const from = row * (counts.length + 1);
  counts.forEach((count, i) => {
    chunk.values[from + i] = (chunk.values[from + i] ?? 0) + count;
  });
  const sum = from + counts.length;
  chunk.values[sum] = (chunk.values[sum] ?? 0) + (value.sum ?? 0);
}

function boundsOf(points: readonly DataPoint<number | Histogram>[]): readonly number[] {
  const first = points[0]?.value;
  return typeof first === 'object' ? first.buckets.boundaries : [];
}

function earliest(points: readonly DataPoint<unknown>[]): number {
  return points.reduce(
    (ms, { startTime }) => Math.min(ms, toMs(startTime)),
    Number.POSITIVE_INFINITY,
  );
}

function toMs([seconds, nanoseconds]: HrTime): number {
  return seconds * 1000 + nanoseconds / 1e6;
}

/** OpenTelemetry to Prometheus, attributes: strings as they are, everything else as JSON. Never throws. */
function labelText(value: unknown): string {
  if (typeof value === 'string') return value.toWellFormed();
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return typeof value === 'bigint' ? String(value) : '';
  }
}
