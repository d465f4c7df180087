import { inProgress } from '../../src/index.js';
import { pageOf } from '../page-of.js';
import { shop } from './shop-metrics.js';

const error = new Error('no');

describe('a function in progress', () => {
  it.each<[string, () => unknown, unknown]>([
    ['returns', () => 7, 7],
    ['is fulfilled', async () => 7, 7],
    ['is rejected', () => Promise.reject(error), error],
    [
      'throws',
      () => {
        throw error;
      },
      error,
    ],
  ])('that %s is counted while it runs', async (_, fn, given) => {
    const { store, metrics } = shop();
    const active = () => pageOf(store, 'active')['active{channel="web"}'];
    const seen: unknown[] = [];
    const work = inProgress(
      metrics.active,
      (channel: 'web' | 'app') => {
        seen.push(channel, active());
        return fn();
      },
      { labels: ({ args: [channel] }) => ({ channel }) },
    );
    const result = await Promise.resolve()
      .then(() => work('web'))
      .catch((reason: unknown) => reason);
    expect([...seen, active(), result]).toEqual(['web', 1, 0, given]);
  });
});
