import { type createStore, timed } from '../../src/index.js';
import { pageOf } from '../page-of.js';
import { type ShopMetrics, shop } from './shop-metrics.js';

const error = new Error('no');

/** How many calls were timed under each outcome. */
function counts(store: ReturnType<typeof createStore>): Readonly<Record<string, number>> {
  const page = Object.entries(pageOf(store, 'time'));
  return Object.fromEntries(
    page.map(([series, reading]) => [series, (reading as readonly number[])[0] ?? 0]), // all are histograms
  );
}

describe('a timed function', () => {
  let nowMs = 1000;
  beforeEach(() => {
    jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
  });
  afterEach(() => jest.restoreAllMocks());

  it('records how long a call takes', () => {
    const { store, metrics } = shop();
    const work = timed(metrics.plainTime, (ms: number) => {
      nowMs += ms;
      return ms;
    });
    expect([work(1000), work(90_000)]).toEqual([1000, 90_000]);
    expect(pageOf(store, 'plain_time')).toEqual({ plain_time: [1, 1, 91] });
  });

  it('records how long its promise takes', async () => {
    const { store, metrics } = shop();
    let settle = (): void => undefined;
    const work = timed(metrics.plainTime, () => new Promise<void>((done) => (settle = done)));
    const running = work();
    nowMs += 2000;
    expect(pageOf(store, 'plain_time')).toEqual({ plain_time: [0, 0, 0] });
    settle();
    await running;
    expect(pageOf(store, 'plain_time')).toEqual({ plain_time: [1, 0, 2] });
  });

  it.each<[string, () => unknown, unknown, string]>([
    ['returns', () => 7, 7, 'paid'],
    ['is fulfilled', async () => 7, 7, 'paid'],
    ['is rejected', () => Promise.reject(error), error, 'declined'],
    ['is rejected with nothing', () => Promise.reject(), undefined, 'declined'],
    [
      'throws',
      () => {
        throw error;
      },
      error,
      'declined',
    ],
  ])('that %s has the labels of its end', async (_, fn, given, outcome) => {
    const { store, metrics } = shop();
    const seen: unknown[] = [];
    const self = { name: 'self' };
    const work = timed(metrics.time, fn, {
      labels: (call) => {
        seen.push(call);
        return { outcome: call.failed ? 'declined' : 'paid' };
      },
    });
    const result = await Promise.resolve()
      .then(() => work.call(self))
      .catch((reason: unknown) => reason);
    expect(result).toBe(given);
    const failed = outcome === 'declined';
    const ending = failed
      ? { result: undefined, error: given }
      : { result: given, error: undefined };
    expect(seen).toEqual([{ args: [], self, failed, ...ending }]);
    expect(counts(store)).toEqual({
      'time{outcome="paid"}': failed ? 0 : 1,
      'time{outcome="declined"}': failed ? 1 : 0,
    });
  });

  it('is not harmed by a function for labels that throws', async () => {
    const { store, metrics } = shop();
    const labels = () => {
      throw new Error('no labels');
    };
    expect(timed(metrics.time, () => 7, { labels })()).toBe(7);
    await expect(timed(metrics.time, async () => 8, { labels })()).resolves.toBe(8);
    expect(counts(store)['time{outcome="_OTHER"}']).toBe(2);
  });

  it('that is a generator records its call', () => {
    const { store, metrics } = shop();
    const numbers = timed(metrics.plainTime, function* () {
      yield 1;
      nowMs += 5000;
    });
    expect([...numbers()]).toEqual([1]);
    expect(pageOf(store, 'plain_time')).toEqual({ plain_time: [1, 0, 0] });
  });

  it('is measured as often as its instrument says, and computes labels only then', () => {
    const { store, metrics } = shop();
    let computed = 0;
    const work = timed(metrics.sampled, (n: number) => n, {
      labels: () => {
        computed++;
        return { outcome: 'paid' };
      },
    });
    for (let i = 0; i < 4000; i++) expect(work(i)).toBe(i);
    expect(Math.abs(computed - 1000)).toBeLessThan(140); // five standard deviations
    expect(pageOf(store, 'sampled')['sampled{outcome="paid"}']).toEqual([computed, 0, 0]);
  });

  it('is refused without an instrument', () => {
    const none = undefined as never as ShopMetrics['plainTime'];
    expect(() => timed(none, function pay() {})).toThrow(
      'timed pay: expected a histogram in a unit of time, got undefined',
    );
    expect(() => timed(none, () => 7)).toThrow(
      'timed: expected a histogram in a unit of time, got undefined',
    );
  });
});
