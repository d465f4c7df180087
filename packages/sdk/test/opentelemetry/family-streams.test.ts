import { createStore } from '@meterkit/instruments';
import { type Attributes, ValueType } from '@opentelemetry/api';
import { emptyResource, type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  type MetricData,
  type ScopeMetrics,
} from '@opentelemetry/sdk-metrics';
import { FamilyStreams } from '../../src/opentelemetry/family-streams.js';
import { storeMetricData } from '../../src/opentelemetry/store-metric-data.js';
import { OrderMetrics } from '../running.js';

function sum(name: string, changes: object = {}, attributes: Attributes = { a: 'x' }): MetricData {
  return {
    descriptor: { name, description: '', unit: '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
    dataPointType: DataPointType.SUM,
    isMonotonic: true,
    dataPoints: [{ value: 1, attributes, startTime: [0, 0], endTime: [1, 0] }],
    ...changes,
  } as MetricData; // the changes decide which member of the union it is
}

/** A collection of one metric of each of these scopes. */
function of(
  streams: FamilyStreams,
  scopes: readonly (readonly [ScopeMetrics['scope'], MetricData])[],
  resource: Resource = emptyResource(),
) {
  const scopeMetrics = scopes.map(([scope, metric]) => ({ scope, metrics: [metric] }));
  return streams.of({ resource, scopeMetrics });
}

test('takes the columns of a store as they are', () => {
  const store = createStore();
  new OrderMetrics({ store });
  const family = store.families().find(({ name }) => name === 'orders.placed');
  if (family === undefined) throw new Error('the meter made no family');
  const { streams } = of(new FamilyStreams(false), [[{ name: 'orders' }, storeMetricData(family)]]);
  expect(streams).toEqual([family]);
  expect(streams[0]).toBe(family);
});

test.each([
  [true, ['target', 'c']],
  [false, ['c']],
])('shows the resource as target when asked to (%s)', (withTarget, names) => {
  const resource = resourceFromAttributes({ 'service.name': 'shop' });
  const { streams } = of(new FamilyStreams(withTarget), [[{ name: 'app' }, sum('c')]], resource);
  expect(streams.map(({ name }) => name)).toEqual(names);
});

test('shows no target of a resource that says nothing', () => {
  expect(of(new FamilyStreams(true), []).streams).toEqual([]);
});

test.each([
  [{ name: 'app' }, { name: 'app', version: '2' }],
  [{ name: 'app' }, { name: 'app', schemaUrl: 'https://x/1.0' }],
  [{ name: 'app\n2' }, { name: 'app', version: '2' }],
])('keeps scopes apart (%#)', (one, other) => {
  const { streams } = of(new FamilyStreams(false), [
    [one, sum('c')],
    [other, sum('c')],
  ]);
  expect(streams.map(({ scope }) => scope)).toEqual([one, other]);
});

test('keeps the columns of labels from one collection to the next, and forgets instruments that are gone', () => {
  const streams = new FamilyStreams(false);
  const collect = (name: string) =>
    of(streams, [[{ name: 'app' }, sum(name)]]).streams[0]?.labels[0];
  const first = collect('c');
  expect(collect('c')).toBe(first);
  collect('another');
  expect(collect('c')).not.toBe(first);
});

test.each([
  ['an exponential histogram', { dataPointType: DataPointType.EXPONENTIAL_HISTOGRAM }],
  ['a delta sum', { aggregationTemporality: AggregationTemporality.DELTA }],
  [
    'a delta histogram',
    {
      aggregationTemporality: AggregationTemporality.DELTA,
      dataPointType: DataPointType.HISTOGRAM,
    },
  ],
])('leaves out %s, says so, and keeps the others', (_, changes) => {
  const { streams, leftOut } = of(new FamilyStreams(false), [
    [{ name: 'app' }, sum('bad', changes)],
    [{ name: 'app' }, sum('good')],
  ]);
  expect(streams.map(({ name }) => name)).toEqual(['good']);
  expect(leftOut).toEqual([
    {
      family: 'bad',
      problem: 'unsupported_kind',
      detail: 'it is left out: a page has neither exponential histograms nor deltas',
    },
  ]);
});

test('a gauge has no temporality that matters', () => {
  const gauge = sum('g', {
    dataPointType: DataPointType.GAUGE,
    aggregationTemporality: AggregationTemporality.DELTA,
  });
  expect(of(new FamilyStreams(false), [[{ name: 'app' }, gauge]]).leftOut).toEqual([]);
});

test('leaves out what a producer makes that is no metric data, and keeps the others', () => {
  const { streams, leftOut } = of(new FamilyStreams(false), [
    [{ name: 'app' }, sum('bad', { dataPoints: undefined })],
    [{ name: 'app' }, sum('worse', {}, null as unknown as Attributes)],
    [{ name: 'app' }, sum('good')],
  ]);
  expect(streams.map(({ name }) => name)).toEqual(['good']);
  expect(leftOut.map(({ family, problem }) => [family, problem])).toEqual([
    ['bad', 'unreadable'],
    ['worse', 'unreadable'],
  ]);
});
