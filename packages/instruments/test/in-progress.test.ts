import { createStore, defineMeter, text, upDownCounter } from '../src/index.js';
import { pageOf } from './page-of.js';

class Jobs extends defineMeter({
  name: 'jobs',
  instruments: {
    active: upDownCounter('active', { description: 'Jobs that run.' }),
    perQueue: upDownCounter('per_queue', {
      description: 'Jobs that run.',
      labels: { queue: text() },
    }),
  },
}) {}

function jobs() {
  const store = createStore();
  return { store, meter: new Jobs({ store }), active: () => pageOf(store, 'active').active };
}

describe('what is in progress', () => {
  it('counts until it is stopped, once', () => {
    const { meter, active } = jobs();
    const [first, second] = [meter.active.startInProgress(), meter.active.startInProgress()];
    expect(active()).toBe(2);
    first.stop();
    first.stop();
    expect(active()).toBe(1);
    second.stop();
    expect(active()).toBe(0);
  });

  it('counts until the end of its block', () => {
    const { meter, active } = jobs();
    {
      using _ = meter.active.startInProgress();
      expect(active()).toBe(1);
    }
    expect(active()).toBe(0);
  });

  it.each([
    ['returns', () => 7],
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['is fulfilled', async () => 7],
    [
      'is rejected',
      async () => {
        throw new Error('no');
      },
    ],
  ])('counts while a function runs that %s', async (_, fn) => {
    const { meter, active } = jobs();
    const seen: unknown[] = [];
    await Promise.resolve()
      .then(() =>
        meter.active.trackInProgress(() => {
          seen.push(active());
          return fn();
        }),
      )
      .catch(() => undefined);
    expect([...seen, active()]).toEqual([1, 0]);
  });

  it('gives back what the function gives', async () => {
    const { meter } = jobs();
    expect(meter.perQueue.trackInProgress({ queue: 'a' }, () => 7)).toBe(7);
    await expect(meter.perQueue.trackInProgress({ queue: 'a' }, async () => 8)).resolves.toBe(8);
  });

  it('ends in the series that it began in, whatever becomes of the labels', () => {
    const { store, meter } = jobs();
    const labels = { queue: 'mail' };
    const mark = meter.perQueue.startInProgress(labels);
    labels.queue = 'print';
    mark.stop();
    expect(pageOf(store, 'per_queue')).toEqual({ 'per_queue{queue="mail"}': 0 });
  });

  it('does not come back below zero when its series was removed meanwhile', () => {
    const { store, meter } = jobs();
    const mark = meter.perQueue.startInProgress({ queue: 'mail' });
    meter.perQueue.remove({ queue: 'mail' });
    mark.stop();
    expect(pageOf(store, 'per_queue')).toEqual({});
  });
});
