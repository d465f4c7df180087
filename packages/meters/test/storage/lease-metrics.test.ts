import { createStore, type Store } from '@meterkit/instruments';
import { LeaseMetrics, type LeaseOperationLabels } from '../../src/storage/index.js';
import { seriesOf } from '../series-of.js';

let store: Store;
let metrics: LeaseMetrics;

beforeEach(() => {
  store = createStore();
  metrics = new LeaseMetrics({ store });
  metrics.recordRestored(10);
});

test.each<[LeaseOperationLabels['operation'], number]>([
  ['grant', 11],
  ['revoke', 9],
  ['expire', 9],
  ['renew', 10],
])('of ten leases, a %s that succeeds leaves %i', (operation, active) => {
  metrics.recordOperation({ operation, status: 'success' });
  expect(seriesOf(store)).toEqual({
    'lease_active_total{}': active,
    [`lease.operations{operation=${operation},status=success}`]: 1,
  });
});

test.each(['grant', 'revoke', 'expire', 'renew'] as const)(
  'a %s that fails leaves as many leases',
  (operation) => {
    metrics.recordOperation({ operation, status: 'error' });
    expect(seriesOf(store)).toEqual({
      'lease_active_total{}': 10,
      [`lease.operations{operation=${operation},status=error}`]: 1,
    });
  },
);

test('tracked operations are counted by whether they throw', async () => {
  const error = new Error('no such lease');
  expect(await metrics.track({ operation: 'grant' }, async () => 7)).toBe(7);
  await expect(metrics.track({ operation: 'revoke' }, () => Promise.reject(error))).rejects.toBe(
    error,
  );
  expect(seriesOf(store)).toEqual({
    'lease_active_total{}': 11,
    'lease.operations{operation=grant,status=success}': 1,
    'lease.operations{operation=revoke,status=error}': 1,
  });
});

test.each([undefined, null, 'grant', { operation: 'steal', status: 'success' }])(
  '%p for labels throws nowhere and leaves as many leases',
  (given) => {
    const wrong = given as never; // what the compiler would refuse
    metrics.recordOperation(wrong);
    expect(metrics.track(wrong, () => 7)).toBe(7);
    expect(seriesOf(store)).toMatchObject({ 'lease_active_total{}': 10 });
  },
);
