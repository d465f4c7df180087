import { counted, errorType } from '../../src/index.js';
import { pageOf } from '../page-of.js';
import { shop } from './shop-metrics.js';

describe('a counted function', () => {
  it('is counted at each call', () => {
    const { store, metrics } = shop();
    const work = counted(metrics.plain, () => 7);
    expect([work(), work()]).toEqual([7, 7]);
    expect(pageOf(store, 'plain').plain).toBe(2);
  });

  it('is counted when its promise has settled', async () => {
    const { store, metrics } = shop();
    const running = counted(metrics.plain, async () => 7)();
    expect(pageOf(store, 'plain').plain).toBe(0);
    await running;
    expect(pageOf(store, 'plain').plain).toBe(1);
  });

  it('is counted by what it was called with', () => {
    const { store, metrics } = shop();
    const work = counted(metrics.placed, (app: boolean) => app, {
      labels: ({ args: [app] }) => ({ channel: app ? 'app' : 'web' }),
    });
    for (const app of [true, true, false]) work(app);
    expect(pageOf(store, 'placed')).toEqual({
      'placed{channel="web"}': 1,
      'placed{channel="app"}': 2,
    });
  });

  it('is counted by what it threw', async () => {
    const { store, metrics } = shop();
    const work = counted(metrics.failed, async (what: unknown) => Promise.reject(what), {
      labels: ({ error }) => ({ error_type: errorType(error) }),
    });
    await expect(work(new RangeError('no'))).rejects.toThrow(RangeError);
    await expect(work('no')).rejects.toBe('no');
    expect(pageOf(store, 'failed')).toEqual({
      'failed{error_type="RangeError"}': 1,
      'failed{error_type="unknown"}': 1,
    });
  });
});
