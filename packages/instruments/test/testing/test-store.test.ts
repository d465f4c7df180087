import {
  counter,
  createStore,
  defaultStore,
  defineMeter,
  gauge,
  histogram,
  oneOf,
  text,
} from '@meterkit/instruments';
import {
  changesSince,
  createTestStore,
  recordedAmount,
  type Snapshot,
  snapshotOf,
} from '@meterkit/instruments/testing';

class JobMetrics extends defineMeter({
  name: 'jobs',
  instruments: {
    done: counter('jobs.done', { description: 'Jobs done.', labels: { queue: text() } }),
    workers: gauge('workers', { description: 'Workers.', labels: { host: text() }, ttlMs: 60_000 }),
    time: histogram('jobs.time', {
      description: 'Time of a job.',
      unit: 's',
      labels: { outcome: oneOf('done', 'failed') },
    }),
  },
}) {}

function queue() {
  const store = createTestStore();
  return { store, jobs: new JobMetrics({ store }) };
}

test('what is recorded into it is in no other store', () => {
  const { store, jobs } = queue();
  jobs.done.add(1, { queue: 'mail' });
  expect(store.since()).toEqual({ 'jobs.done{queue="mail"}': 1 });
  expect(changesSince(defaultStore())).toEqual({});
  expect(createTestStore().since()).toEqual({});
});

test('a contradicting redefinition throws, unless it may', () => {
  const other = counter('jobs.done', { description: 'Other jobs.' });
  const Other = defineMeter({ name: 'jobs', instruments: { done: other } });
  const { store } = queue();
  expect(() => new Other({ store })).toThrow('jobs.done: expected the definition given at');
  const lenient = createTestStore({ strict: false });
  new JobMetrics({ store: lenient });
  new Other({ store: lenient });
});

describe('since a snapshot', () => {
  test('there is what changed, and nothing else', () => {
    const { store, jobs } = queue();
    jobs.done.add(5, { queue: 'mail' });
    jobs.done.add(5, { queue: 'print' });
    jobs.workers.set(3, { host: 'a' });
    jobs.workers.set(3, { host: 'b' });
    jobs.time.record(1, { outcome: 'done' });
    const before: Snapshot = store.snapshot();
    expect(store.since(before)).toEqual({});
    jobs.done.add(2, { queue: 'mail' });
    jobs.workers.set(2, { host: 'b' });
    jobs.time.record(4, { outcome: 'done' });
    expect(store.since(before)).toEqual({
      'jobs.done{queue="mail"}': 2,
      'workers{host="b"}': 2,
      'jobs.time{outcome="done"}': { count: 1, sum: 4 },
    });
  });

  test('a series that is gone is said to be removed, and one that began anew starts at zero', () => {
    const { store, jobs } = queue();
    jobs.done.add(5, { queue: 'mail' });
    jobs.time.record(8, { outcome: 'done' });
    jobs.time.record(8, { outcome: 'done' });
    jobs.workers.set(1, { host: 'a' });
    const before = store.snapshot();
    jobs.done.remove({ queue: 'mail' });
    jobs.done.add(1, { queue: 'mail' });
    jobs.time.remove({ outcome: 'done' });
    jobs.time.record(2, { outcome: 'done' });
    jobs.workers.remove({ host: 'a' });
    expect(store.since(before)).toEqual({
      'jobs.done{queue="mail"}': 1,
      'jobs.time{outcome="done"}': { count: 1, sum: 2 },
      'workers{host="a"}': 'removed',
    });
  });

  test('what could not be recorded is shown by the counters of the store', () => {
    const { store, jobs } = queue();
    jobs.done.add(Number.NaN, { queue: 'mail' });
    jobs.time.record(1, { outcome: 'lost' as 'done' });
    expect(store.since()).toEqual({
      'jobs.time{outcome="_OTHER"}': { count: 1, sum: 1 },
      'meterkit.label.problems{problem="outside_closed_set"}': 1,
      'meterkit.measurements.dropped{reason="not_finite"}': 1,
    });
  });

  test('a series that has two names for a while is there once, under the present one', () => {
    const store = createTestStore();
    const Renamed = defineMeter({
      name: 'jobs',
      instruments: {
        ended: counter('jobs.ended', {
          description: 'Jobs ended.',
          renamedFrom: { name: 'jobs.done', until: '2999-03-01' },
        }),
      },
    });
    new Renamed({ store }).ended.add(1);
    expect(store.since()).toEqual({ 'jobs.ended': 1 });
    expect(recordedAmount(store, 'jobs.done')).toBe(1);
    expect(recordedAmount(store, 'jobs_done_total', {}, { since: store.snapshot() })).toBe(0);
  });

  test('any store can be asked', () => {
    const store = createStore();
    const jobs = new JobMetrics({ store });
    const before = snapshotOf(store);
    jobs.done.add(1, { queue: 'a "quoted" name' });
    expect(changesSince(store, before)).toEqual({ 'jobs.done{queue="a \\"quoted\\" name"}': 1 });
  });
});

describe('the clock of a test store', () => {
  afterEach(() => jest.useRealTimers());

  test('stands still unless it is moved', async () => {
    const { store, jobs } = queue();
    const timer = jobs.time.startTimer({ outcome: 'done' });
    const bound = jobs.time.bind({ outcome: 'failed' }).startTimer();
    await new Promise((resolve) => setTimeout(resolve, 2));
    store.advance('1.5m');
    expect(timer.stop()).toBe(90);
    expect(bound.stop()).toBe(90);
    expect(store.since()).toEqual({
      'jobs.time{outcome="done"}': { count: 1, sum: 90 },
      'jobs.time{outcome="failed"}': { count: 1, sum: 90 },
    });
  });

  test('stands still where the process has a performance of another kind, as under jsdom', () => {
    const other = Object.create({ now: () => Date.now() }); // its own has nothing of the name
    const { store, jobs } = queue();
    const timer = jobs.time.startTimer({ outcome: 'done' });
    const replaced = jest.replaceProperty(globalThis, 'performance', other);
    expect(timer.stop()).toBe(0);
    replaced.restore();
    expect(store.since()).toEqual({ 'jobs.time{outcome="done"}': { count: 1, sum: 0 } });
  });

  test('takes series off the page whose time to live has passed between two collections', async () => {
    const { store, jobs } = queue();
    jobs.workers.set(1, { host: 'a' });
    jobs.workers.set(1, { host: 'b' });
    await store.collect();
    const before = store.snapshot();
    store.advance('59s');
    jobs.workers.set(2, { host: 'b' });
    await store.collect();
    expect(store.since(before)).toEqual({ 'workers{host="b"}': 2 });
    store.advance(1000);
    await store.collect();
    expect(store.since(before)).toEqual({ 'workers{host="a"}': 'removed', 'workers{host="b"}': 2 });
  });

  test('follows fake timers, put in before or after the store was made, and put in again', async () => {
    const { store, jobs } = queue();
    store.advance('10s');
    for (let run = 0; run < 2; run++) {
      jest.useFakeTimers();
      const before = store.snapshot();
      const timer = jobs.time.startTimer({ outcome: 'done' });
      jest.advanceTimersByTime(3000);
      store.advance('1s');
      jest.advanceTimersByTime(1000);
      expect(timer.stop()).toBe(5);
      expect(store.since(before)).toEqual({ 'jobs.time{outcome="done"}': { count: 1, sum: 5 } });
      jest.useRealTimers();
    }
    const early = jobs.time.startTimer({ outcome: 'failed' });
    jest.useFakeTimers();
    jest.advanceTimersByTime(6000);
    expect(early.stop()).toBe(6);
    const late = queue();
    const timer = late.jobs.time.startTimer({ outcome: 'failed' });
    jest.advanceTimersByTime(250);
    expect(timer.stop()).toBe(0.25);
  });

  test('lets time to live pass under fake timers', async () => {
    const { store, jobs } = queue();
    jobs.workers.set(1, { host: 'a' });
    jest.useFakeTimers();
    await store.collect();
    jest.advanceTimersByTime(60_000);
    await store.collect();
    expect(store.since()).toEqual({});
  });

  test.each(['soon', '10 m', '-1s', '1e3s', -1, Number.NaN])('is not moved by %j', (duration) => {
    expect(() => createTestStore().advance(duration as '1s')).toThrow(
      'a duration: expected milliseconds or a number with its unit such as "30s", got ',
    );
  });
});
