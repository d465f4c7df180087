import {
  type BatchObservableCallback,
  createNoopMeter,
  type Meter,
  type ObservableCallback,
} from '@opentelemetry/api';
import { MetricReader } from '@opentelemetry/sdk-metrics';
import { PatientMeterProvider } from '../../src/opentelemetry/patient-meter-provider.js';
import { deferred } from '../serving.js';

class TestReader extends MetricReader {
  override async onShutdown(): Promise<void> {}
  override async onForceFlush(): Promise<void> {}
}

function provided() {
  const reader = new TestReader();
  const provider = new PatientMeterProvider({ readers: [reader] });
  /** Values by instrument, and the errors. */
  const collect = async () => {
    const { resourceMetrics, errors } = await reader.collect({ timeoutMillis: 20 });
    const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
    const values = metrics.map(({ descriptor, dataPoints }) => [
      descriptor.name,
      dataPoints[0]?.value,
    ]);
    return { values: Object.fromEntries(values), errors: errors.map(String) };
  };
  return { provider, meter: provider.getMeter('app', '1.0'), collect };
}

const hangs = 'TimeoutError: an earlier run of its callback has not ended';

test('gives the same meter for the same scope', () => {
  const { provider, meter } = provided();
  expect(provider.getMeter('app', '1.0')).toBe(meter);
  expect(provider.getMeter('app', '2.0')).not.toBe(meter);
});

test('makes every kind of instrument', async () => {
  const { meter, collect } = provided();
  meter.createCounter('counter').add(1);
  meter.createUpDownCounter('updown').add(2);
  meter.createGauge('gauge').record(3);
  meter.createHistogram('histogram').record(4);
  meter.createObservableCounter('observable counter').addCallback((r) => r.observe(5));
  meter.createObservableUpDownCounter('observable updown').addCallback((r) => r.observe(6));
  meter.createObservableGauge('observable gauge').addCallback(async (r) => r.observe(7));
  const one = meter.createObservableGauge('one of two');
  const two = meter.createObservableGauge('two of two');
  meter.addBatchObservableCallback(
    (r) => {
      r.observe(one, 8);
      r.observe(two, 9);
    },
    [one, two],
  );
  expect(await collect()).toEqual({
    values: {
      counter: 1,
      updown: 2,
      gauge: 3,
      histogram: expect.objectContaining({ sum: 4 }),
      'observable counter': 5,
      'observable updown': 6,
      'observable gauge': 7,
      'one of two': 8,
      'two of two': 9,
    },
    errors: [],
  });
});

test.each<[string, (meter: Meter, callback: () => Promise<void>) => void]>([
  ['counter', (meter, callback) => meter.createObservableCounter('o').addCallback(callback)],
  [
    'up-down counter',
    (meter, callback) => meter.createObservableUpDownCounter('o').addCallback(callback),
  ],
  ['gauge', (meter, callback) => meter.createObservableGauge('o').addCallback(callback)],
  [
    'batch',
    (meter, callback) =>
      meter.addBatchObservableCallback(callback, [meter.createObservableGauge('o')]),
  ],
])('begins the callback of a %s once while it hangs, and fails meanwhile', async (_, add) => {
  const { meter, collect } = provided();
  const callback = jest.fn(() => new Promise<void>(() => {}));
  add(meter, callback);
  meter.createCounter('good').add(1);
  await collect();
  for (let i = 0; i < 1000; i++)
    expect(await collect()).toEqual({ values: { good: 1 }, errors: [hangs] });
  expect(callback).toHaveBeenCalledTimes(1);
});

test.each<[string, () => void | Promise<void>]>([
  ['returns', () => undefined],
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no'))],
])('begins a callback again that %s', async (_, end) => {
  const { meter, collect } = provided();
  const callback = jest.fn(end);
  meter.createObservableGauge('o').addCallback(callback);
  await collect();
  await collect();
  expect(callback).toHaveBeenCalledTimes(2);
});

test('begins a callback again that was late', async () => {
  const { meter, collect } = provided();
  const released = deferred();
  const callback = jest.fn<Promise<void>, Parameters<ObservableCallback>>(() => released.promise);
  meter.createObservableGauge('o').addCallback(callback);
  expect((await collect()).errors).toHaveLength(1);
  released.resolve();
  await released.promise;
  callback.mockImplementation(async (result) => result.observe(7));
  expect(await collect()).toEqual({ values: { o: 7 }, errors: [] });
});

test('one callback of two instruments hangs for each of them alone', async () => {
  const { meter, collect } = provided();
  const callback = jest.fn((result: Parameters<ObservableCallback>[0]) => result.observe(1));
  meter.createObservableGauge('a').addCallback(callback);
  meter.createObservableGauge('b').addCallback(callback);
  expect(await collect()).toEqual({ values: { a: 1, b: 1 }, errors: [] });
});

test('takes callbacks away that were added, and adds one only once', async () => {
  const { meter, collect } = provided();
  const callback = jest.fn();
  const batch: BatchObservableCallback = jest.fn();
  const observable = meter.createObservableGauge('o');
  observable.addCallback(callback);
  observable.addCallback(callback);
  meter.addBatchObservableCallback(batch, [observable]);
  await collect();
  observable.removeCallback(callback);
  meter.removeBatchObservableCallback(batch, [observable]);
  await collect();
  expect([callback, batch].map((mock) => jest.mocked(mock).mock.calls.length)).toEqual([1, 1]);
});

test('leaves it to the SDK to complain of a callback that is none', async () => {
  const { meter, collect } = provided();
  expect(() => meter.createObservableGauge('o').addCallback(undefined as never)).not.toThrow();
  expect((await collect()).errors).toEqual([expect.stringContaining('TypeError')]);
});

test('makes instruments that do nothing after its shutdown', async () => {
  const { provider } = provided();
  await provider.shutdown();
  const gauge = provider.getMeter('late').createObservableGauge('o');
  expect(() => gauge.addCallback(() => undefined)).not.toThrow();
  const { addCallback } = gauge;
  expect(provider.getMeter('late').createObservableGauge('o')).toBe(gauge);
  expect(gauge.addCallback).toBe(addCallback); // not one around the other each time
  expect(gauge).toBe(createNoopMeter().createObservableGauge('o'));
});
