import { createStore, defineMeter, text, upDownCounter } from '../src/index.js';
import { ownProblems, pageOf } from './page-of.js';

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

  it('holds no series: labels that come and go have room for ever', () => {
    const { store, meter } = jobs();
    for (let job = 0; job < 300; job++) {
      const queue = `job ${job}`;
      meter.perQueue.startInProgress({ queue }).stop();
      meter.perQueue.remove({ queue });
      meter.perQueue.trackInProgress({ queue }, () => undefined);
      expect(pageOf(store, 'per_queue')).toEqual({ [`per_queue{queue="${queue}"}`]: 0 });
      meter.perQueue.remove({ queue });
    }
    expect(ownProblems(store)).toEqual({});
  });

  it('ends only in what it began: not in a series that came after a removal', () => {
    const { store, meter } = jobs();
    const labels = { queue: 'mail' };
    const first = meter.perQueue.startInProgress(labels);
    meter.perQueue.remove(labels);
    const second = meter.perQueue.startInProgress(labels);
    first.stop();
    expect(pageOf(store, 'per_queue')).toEqual({ 'per_queue{queue="mail"}': 1 });
    second.stop();
    expect(pageOf(store, 'per_queue')).toEqual({ 'per_queue{queue="mail"}': 0 });
  });

  it('does not end in another series that has the row of its own', () => {
    const { store, meter } = jobs();
    const mark = meter.perQueue.startInProgress({ queue: 'mail' });
    meter.perQueue.remove({ queue: 'mail' });
    meter.perQueue.startInProgress({ queue: 'print' });
    mark.stop();
    expect(pageOf(store, 'per_queue')).toEqual({ 'per_queue{queue="print"}': 1 });
  });

  it('is dropped once for a contradicting definition', () => {
    const { store } = jobs();
    const active = upDownCounter('active', { description: 'Jobs.', unit: 's' });
    const Other = defineMeter({ name: 'jobs', instruments: { active } });
    new Other({ store }).active.startInProgress().stop();
    expect(pageOf(store, 'active')).toEqual({ active: 0 });
    expect(ownProblems(store)).toEqual({
      'meterkit.measurements.dropped{reason="conflicting_definition"}': 1,
    });
  });

  it('does not come back below zero when its series was removed meanwhile', () => {
    const { store, meter } = jobs();
    const mark = meter.perQueue.startInProgress({ queue: 'mail' });
    meter.perQueue.remove({ queue: 'mail' });
    mark.stop();
    expect(pageOf(store, 'per_queue')).toEqual({});
  });
});
