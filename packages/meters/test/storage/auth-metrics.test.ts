import { createStore, type Store } from '@meterkit/instruments';
import { AuthMetrics } from '../../src/storage/index.js';
import { seriesOf } from '../series-of.js';

let store: Store;
let metrics: AuthMetrics;

beforeEach(() => {
  store = createStore();
  metrics = new AuthMetrics({ store });
});

test.each(['success', 'failure'] as const)('an authentication: %s', (status) => {
  metrics.recordAuthentication({ status });
  expect(seriesOf(store)).toEqual({ [`auth.authentication{status=${status}}`]: 1 });
});

test.each(['allowed', 'denied'] as const)('an authorization: %s', (status) => {
  metrics.recordAuthorization({ status });
  expect(seriesOf(store)).toEqual({ [`auth.authorization{status=${status}}`]: 1 });
});
