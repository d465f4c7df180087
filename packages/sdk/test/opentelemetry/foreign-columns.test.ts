import { assemblePage, pageText } from '@meterkit/exposition';
import type { Attributes, HrTime } from '@opentelemetry/api';
import { ValueType } from '@opentelemetry/api';
import { AggregationTemporality, DataPointType } from '@opentelemetry/sdk-metrics';
import { ForeignColumns, type PageMetricData } from '../../src/opentelemetry/foreign-columns.js';

interface TestPoint {
  readonly value: unknown;
  readonly attributes?: Attributes;
  readonly startTime?: HrTime;
}

function metric(kind: 'counter' | 'updown' | 'gauge' | 'histogram', points: readonly TestPoint[]) {
  const dataPointType = {
    counter: DataPointType.SUM,
    updown: DataPointType.SUM,
    gauge: DataPointType.GAUGE,
    histogram: DataPointType.HISTOGRAM,
  }[kind];
  return {
    descriptor: { name: 'm', description: 'M.', unit: '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
    dataPointType,
    isMonotonic: kind === 'counter',
    dataPoints: points.map(({ value, attributes = {}, startTime = [1000, 0] }) => {
      return { value, attributes, startTime, endTime: [2000, 0] };
    }),
  } as unknown as PageMetricData; // the kind decides which member of the union it is
}

function histogram(counts: readonly number[], sum: number | undefined, boundaries = [1, 2]) {
  return { buckets: { boundaries, counts }, sum, count: 0 };
}

/** The samples of a metric on a page. */
function samples(data: PageMetricData, columns = new ForeignColumns({ name: 'app' })): string[] {
  const page = assemblePage([columns.columns(data)]);
  const text = pageText(page, { format: 'openmetrics', created: true });
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

const same = [
  { value: 1, attributes: { a: 1 } },
  { value: 2, attributes: { a: '1' } },
];

test.each([
  ['a counter', metric('counter', same), 'm_total{a="1"} 3'],
  ['an up-down counter', metric('updown', same), 'm{a="1"} 3'],
  ['a gauge, by keeping the last', metric('gauge', same), 'm{a="1"} 2'],
] as const)('merges equal series of %s', (_, data, line) => {
  expect(samples(data)[0]).toBe(line);
});

test('adds up equal series of a histogram', () => {
  const data = metric('histogram', [
    { value: histogram([1, 2, 3], 9), attributes: { a: 1 } },
    { value: histogram([1, 1, 1], 5), attributes: { a: '1' } },
  ]);
  expect(samples(data)).toEqual([
    'm_bucket{a="1",le="1.0"} 2',
    'm_bucket{a="1",le="2.0"} 5',
    'm_bucket{a="1",le="+Inf"} 9',
    'm_sum{a="1"} 14',
    'm_count{a="1"} 9',
    'm_created{a="1"} 1000',
  ]);
});

test('writes no sum of a histogram that has none', () => {
  const data = metric('histogram', [{ value: histogram([1, 0, 0], undefined) }]);
  expect(samples(data).some((line) => line.startsWith('m_sum'))).toBe(false);
});

test('a histogram may have no points, and one bucket', () => {
  expect(samples(metric('histogram', []))).toEqual([]);
  expect(samples(metric('histogram', [{ value: histogram([4], 2, []) }]))[0]).toBe(
    'm_bucket{le="+Inf"} 4',
  );
});

test('refuses points that differ in their bounds', () => {
  const data = metric('histogram', [
    { value: histogram([1, 2, 3], 9) },
    { value: histogram([1, 2], 9, [1]), attributes: { a: 1 } },
  ]);
  expect(() => new ForeignColumns({ name: 'app' }).columns(data)).toThrow(RangeError);
});

test('a series keeps its time of creation when an older one goes', () => {
  const columns = new ForeignColumns({ name: 'app' });
  const older = { value: 1, attributes: { a: 'old' }, startTime: [1000, 30_000_000] as HrTime };
  const younger = { value: 1, attributes: { a: 'new' }, startTime: [1000, 280_000_000] as HrTime };
  const created = 'm_created{a="new"} 1000.2';
  expect(samples(metric('counter', [older, younger]), columns)).toContain(created);
  expect(samples(metric('counter', [younger]), columns)).toContain(created);
});

test('lives through a clock that is no number', () => {
  const data = metric('counter', [{ value: 1, startTime: [Number.NaN, Number.NaN] }]);
  expect(samples(data)).toEqual(['m_total 1', 'm_created 0']);
});

test('is a snapshot: what comes later does not change it', () => {
  const columns = new ForeignColumns({ name: 'app' });
  const first = columns.columns(metric('counter', [{ value: 1, attributes: { a: 1 } }]));
  columns.columns(metric('counter', [{ value: 2, attributes: { a: 1, b: 2 } }]));
  expect(pageText(assemblePage([first]), { format: 'text' })).toContain('m_total{a="1"} 1\n');
});
