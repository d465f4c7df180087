import { createStore, type Store } from '@meterkit/instruments';
import { StorageMetrics } from '../../src/storage/index.js';
import { seriesOf } from '../series-of.js';

const labels = { operation: 'put', storage: 'wal' } as const;
const where = 'operation=put,storage=wal';

let store: Store;
let metrics: StorageMetrics;

beforeEach(() => {
  store = createStore();
  metrics = new StorageMetrics({ store });
});

afterEach(() => jest.useRealTimers());

test('an operation is counted by its outcome, and its duration without', () => {
  metrics.recordOperation({ ...labels, status: 'error' }, 0.2);
  expect(seriesOf(store)).toEqual({
    [`storage.operation{${where},status=error}`]: 1,
    [`storage.operation.duration{${where}}`]: [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0.2],
  });
});

test('an outcome is no undeclared label of the duration', () => {
  const warn = jest.fn();
  store.logTo({ warn });
  metrics.recordOperation({ ...labels, status: 'success' }, 0.2);
  expect(warn).not.toHaveBeenCalled();
});

test('tracked operations are counted by whether they throw, and all are timed', async () => {
  jest.useFakeTimers(); // no time passes
  const error = new Error('disk full');
  expect(metrics.track(labels, () => 7)).toBe(7);
  expect(await metrics.track(labels, async () => 8)).toBe(8);
  await expect(metrics.track(labels, () => Promise.reject(error))).rejects.toBe(error);
  expect(seriesOf(store)).toEqual({
    [`storage.operation{${where},status=success}`]: 2,
    [`storage.operation{${where},status=error}`]: 1,
    [`storage.operation.duration{${where}}`]: [3, ...Array(15).fill(0)],
  });
});

test('the end has the labels of the start, whatever becomes of the object', () => {
  const changing: { operation: string; storage: string } = { ...labels };
  metrics.track(changing, () => (changing.storage = 'snapshot'));
  expect(seriesOf(store)).toMatchObject({ [`storage.operation{${where},status=success}`]: 1 });
});

test.each([undefined, null, 'put'])('%p for labels throws nowhere', (given) => {
  const wrong = given as never; // what the compiler would refuse
  metrics.recordOperation(wrong, 1);
  expect(metrics.track(wrong, () => 7)).toBe(7);
});
