import {
  counter,
  createStore,
  defineMeter,
  gauge,
  histogram,
  text,
  upDownCounter,
} from '@meterkit/instruments';
import { AggregationTemporality, DataPointType } from '@opentelemetry/sdk-metrics';
import { columnsOf, storeMetricData } from '../../src/opentelemetry/store-metric-data.js';

class AllKinds extends defineMeter({
  name: 'all',
  instruments: {
    placed: counter('all.placed', {
      description: 'Placed.',
      unit: '{order}',
      labels: { region: text({ limit: 10 }) },
      seriesLimit: 2,
    }),
    open: upDownCounter('all.open', { description: 'Open.' }),
    level: gauge('all.level', { description: 'Level.' }),
    duration: histogram('all.duration', { description: 'Duration.', unit: 's', bounds: [1, 2] }),
  },
}) {}

function made() {
  const store = createStore();
  const meter = new AllKinds({ store });
  const data = (name: string) => {
    const family = store.families().find((candidate) => candidate.name === name);
    if (family === undefined) throw new Error(`there is no family ${name}`);
    return storeMetricData(family);
  };
  return { meter, data };
}

test.each([
  ['all.placed', DataPointType.SUM, true],
  ['all.open', DataPointType.GAUGE, false],
  ['all.level', DataPointType.GAUGE, false],
  ['all.duration', DataPointType.HISTOGRAM, false],
])('describes %s', (name, dataPointType, isMonotonic) => {
  const { data } = made();
  expect(data(name)).toMatchObject({
    descriptor: { name },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
    dataPointType,
    isMonotonic,
  });
});

test('passes unit and description on as declared', () => {
  expect(made().data('all.placed').descriptor).toMatchObject({
    unit: '{order}',
    description: 'Placed.',
  });
});

test('makes its points at their first reading, once', () => {
  const { meter, data } = made();
  const metric = data('all.placed');
  meter.placed.add(1, { region: 'eu' });
  const { dataPoints } = metric;
  expect(dataPoints).toMatchObject([{ value: 1, attributes: { region: 'eu' } }]);
  meter.placed.add(1, { region: 'eu' });
  expect(metric.dataPoints).toBe(dataPoints);
  expect(data('all.placed').dataPoints).toMatchObject([{ value: 2 }]);
});

test('a point begins when its series did and ends when it is read', () => {
  const before = Date.now();
  const { meter, data } = made();
  meter.level.set(7);
  const [point] = data('all.level').dataPoints;
  const after = Date.now();
  const ms = ([seconds, nanoseconds]: readonly [number, number]) =>
    seconds * 1000 + nanoseconds / 1e6;
  const { startTime, endTime } = point ?? { startTime: [0, 0], endTime: [0, 0] };
  expect(ms(startTime)).toBeGreaterThan(before - 100);
  expect(ms(startTime)).toBeLessThanOrEqual(ms(endTime));
  expect(ms(endTime)).toBeLessThanOrEqual(after);
});

test('leaves out series that were removed', () => {
  const { meter, data } = made();
  meter.placed.add(1, { region: 'eu' });
  meter.placed.add(1, { region: 'us' });
  meter.placed.remove({ region: 'eu' });
  expect(data('all.placed').dataPoints.map(({ attributes }) => attributes)).toEqual([
    { region: 'us' },
  ]);
});

test('gives the overflow series the attribute of the specification', () => {
  const { meter, data } = made();
  for (const region of ['eu', 'us', 'ap', 'af']) meter.placed.add(1, { region });
  expect(data('all.placed').dataPoints).toMatchObject([
    { attributes: { region: 'eu' }, value: 1 },
    { attributes: { region: 'us' }, value: 1 },
    { attributes: { 'otel.metric.overflow': true }, value: 2 },
  ]);
});

test('gives buckets, count and sum of a histogram that agree', () => {
  const { meter, data } = made();
  for (const value of [0.5, 1, 1.5, 9]) meter.duration.record(value);
  expect(data('all.duration').dataPoints[0]?.value).toEqual({
    buckets: { boundaries: [1, 2], counts: [2, 1, 1] },
    sum: 12,
    count: 4,
  });
});

test('has its columns, which nobody else has', () => {
  const { data } = made();
  expect(columnsOf(data('all.level'))).toHaveProperty('name', 'all.level');
  expect(
    columnsOf({ ...data('all.level'), [Symbol.for('meterkit.columns')]: undefined } as never),
  ).toBeUndefined();
});
