import { createStore, type Store } from '@meterkit/instruments';
import { GpuMetrics, type GpuReading } from '../../src/worker/index.js';
import { seriesOf } from '../series-of.js';

const reading = { utilizationRatio: 0.75, memoryBytes: 2 ** 30 };
const read = { 'worker.gpu.utilization{}': 0.75, 'worker.gpu.memory{}': 2 ** 30 };

let store: Store;
let metrics: GpuMetrics;

beforeEach(() => {
  store = createStore();
  metrics = new GpuMetrics({ store });
});

test.each<[string, () => GpuReading | undefined | Promise<GpuReading | undefined>, object]>([
  ['a reading', () => reading, read],
  ['a reading that takes time', async () => reading, read],
  ['no reading', () => undefined, {}],
  ['a reading that fails', () => raise(new Error('no driver')), {}],
])('%s', async (_what, callback, expected) => {
  metrics.observe(callback);
  await store.collect();
  expect(seriesOf(store)).toEqual(expected);
});

test('both gauges are of one reading, a new one at each collection', async () => {
  const callback = jest.fn(() => reading);
  metrics.observe(callback);
  await store.collect();
  expect(callback).toHaveBeenCalledTimes(1);
  await store.collect();
  expect(callback).toHaveBeenCalledTimes(2);
});

test('a reading that failed is followed by the next', async () => {
  const callback = jest.fn(() => reading);
  callback.mockImplementationOnce(() => raise(new Error('no driver')));
  metrics.observe(callback);
  await store.collect();
  await store.collect();
  expect(seriesOf(store)).toEqual(read);
});

test('what is stopped is on no page any more', async () => {
  const stop = metrics.observe(() => reading);
  await store.collect();
  stop();
  await store.collect();
  expect(seriesOf(store)).toEqual({});
});

function raise(error: unknown): never {
  throw error;
}
