import {
  counter,
  createStore,
  defineMeter,
  gauge,
  histogram,
  observableGauge,
  oneOf,
  type Store,
  upDownCounter,
} from '../src/index.js';
import { ownProblems, pageOf } from './page-of.js';

class JobMetrics extends defineMeter({
  name: 'jobs',
  instruments: {
    done: counter('jobs.done', { description: 'Jobs done.', labels: { ok: oneOf('yes', 'no') } }),
    depth: gauge('jobs.depth', { description: 'Jobs waiting.' }),
    active: upDownCounter('jobs.active', { description: 'Jobs under way.' }),
    duration: histogram('jobs.duration', {
      description: 'Time of a job.',
      unit: 's',
      bounds: [1, 10],
    }),
    heat: observableGauge('jobs.heat', { description: 'Heat of the machine.' }),
  },
}) {}

const disabling = (...names: string[]) => ({ isDisabled: (name: string) => names.includes(name) });

function bounding(bounds: Readonly<Record<string, readonly number[]>>) {
  return { boundsOf: (name: string) => bounds[name] };
}

function recordAll(meter: JobMetrics): void {
  meter.done.add(1, { ok: 'yes' });
  meter.depth.set(3);
  meter.active.add(1);
  meter.duration.record(5);
}

const names = (store: Store) => store.families().map(({ name }) => name);

describe('a disabled instrument', () => {
  const all = ['jobs.done', 'jobs.depth', 'jobs.active', 'jobs.duration', 'jobs.heat'];

  test('records nothing, is on no page and counts nothing as dropped', async () => {
    const store = createStore({ policy: disabling(...all) });
    const meter = new JobMetrics({ store });
    recordAll(meter);
    meter.done.bind({ ok: 'no' }).add(1);
    meter.duration.bind().record(Number.NaN);
    let calls = 0;
    meter.heat.observe(() => void calls++);
    await store.collect();
    expect(names(store).filter((name) => name.startsWith('jobs.'))).toEqual([]);
    expect(calls).toBe(0);
    expect(ownProblems(store)).toEqual({});
  });

  test('is among all families', () => {
    const store = createStore({ policy: disabling('jobs.done') });
    new JobMetrics({ store });
    const families = store.families('all').map(({ name }) => name);
    expect(families.filter((name) => name.startsWith('jobs.')).toSorted()).toEqual(all.toSorted());
    expect(names(store)).not.toContain('jobs.done');
  });

  test('runs what is tracked and timed all the same', async () => {
    const store = createStore({ policy: disabling(...all) });
    const meter = new JobMetrics({ store });
    expect(meter.active.trackInProgress(() => 'a')).toBe('a');
    expect(await meter.duration.time(async () => 'b')).toBe('b');
    expect(meter.done.remove({ ok: 'yes' })).toBe(true);
  });

  test('is that of a policy which comes later, and records again after the next', () => {
    const store = createStore();
    const meter = new JobMetrics({ store });
    const bound = meter.done.bind({ ok: 'yes' });
    bound.add(1);
    store.configure({ policy: disabling('jobs.done') });
    bound.add(10);
    meter.done.add(10, { ok: 'yes' });
    expect(names(store)).not.toContain('jobs.done');
    store.configure({ policy: {} });
    bound.add(100);
    meter.done.add(1000, { ok: 'yes' });
    expect(pageOf(store, 'jobs.done')).toEqual({
      'jobs.done{ok="yes"}': 1101,
      'jobs.done{ok="no"}': 0,
    });
  });

  function disabledAfterRemoval() {
    const store = createStore();
    const meter = new JobMetrics({ store });
    const bound = meter.done.bind({ ok: 'yes' });
    meter.done.remove({ ok: 'yes' });
    store.configure({ policy: disabling('jobs.done') });
    return { store, meter, bound };
  }

  test('does not come back on the page by what a removed series is told', () => {
    const { store, bound } = disabledAfterRemoval();
    bound.add(1);
    store.configure({ policy: {} });
    expect(pageOf(store, 'jobs.done')).toEqual({ 'jobs.done{ok="no"}': 0 });
    bound.add(1);
    expect(pageOf(store, 'jobs.done')).toEqual({
      'jobs.done{ok="yes"}': 1,
      'jobs.done{ok="no"}': 0,
    });
  });

  test('counts nothing either when a series that was removed is bound anew meanwhile', () => {
    const { store, meter, bound } = disabledAfterRemoval();
    meter.done.bind({ ok: 'yes' });
    bound.add(1);
    store.configure({ policy: {} });
    bound.add(10);
    expect(pageOf(store, 'jobs.done')).toEqual({
      'jobs.done{ok="yes"}': 10,
      'jobs.done{ok="no"}': 0,
    });
  });

  test('is none of those that the store says its own things with', () => {
    const store = createStore({ policy: { isDisabled: () => true } });
    expect(names(store)).toContain('meterkit.measurements.dropped');
  });
});

describe('bounds of a policy', () => {
  const bucketsOf = (store: Store) => {
    const table = store.families().find(({ name }) => name === 'jobs.duration');
    const width = (table?.bounds?.length ?? 0) + 2;
    return {
      bounds: table?.bounds,
      cells: Array.from(table?.chunks[0]?.values ?? []).slice(0, width),
    };
  };

  test('take the place of those declared', () => {
    const store = createStore({ policy: bounding({ 'jobs.duration': [2, 4, 6] }) });
    new JobMetrics({ store }).duration.record(5);
    expect(bucketsOf(store)).toEqual({ bounds: [2, 4, 6], cells: [0, 0, 1, 0, 5] });
  });

  test('come in time for instruments and bound ones that have observed nothing', () => {
    const store = createStore();
    const { duration } = new JobMetrics({ store });
    const bound = duration.bind();
    store.configure({ policy: bounding({ 'jobs.duration': [2, 4, 6] }) });
    bound.record(5);
    duration.record(1);
    bound.record(100);
    expect(bucketsOf(store)).toEqual({ bounds: [2, 4, 6], cells: [1, 0, 1, 1, 106] });
  });

  test('come too late for what has observations or has been on a page, which stays as it is', () => {
    const store = createStore();
    const policy = bounding({ 'jobs.duration': [2] });
    const { duration } = new JobMetrics({ store });
    expect(store.fixedBounds(policy)).toEqual([]);
    duration.record(5);
    expect(store.fixedBounds(policy)).toEqual(['jobs.duration']);
    expect(store.fixedBounds(bounding({ 'jobs.duration': [1, 10] }))).toEqual([]);
    store.configure({ policy });
    expect(bucketsOf(store)).toEqual({ bounds: [1, 10], cells: [0, 1, 0, 5] });

    const shown = createStore();
    new JobMetrics({ store: shown });
    shown.beginPage()();
    expect(shown.fixedBounds(policy)).toEqual(['jobs.duration']);
  });

  test('are no matter of a counter that their pattern names too', () => {
    const store = createStore();
    new JobMetrics({ store }).done.add(1, { ok: 'yes' });
    expect(store.fixedBounds({ boundsOf: () => [2] })).toEqual([]);
  });

  test('hold for a histogram that is made after a page', () => {
    const store = createStore({ policy: bounding({ 'jobs.duration': [2, 4, 6] }) });
    store.beginPage()();
    new JobMetrics({ store }).duration.record(5);
    expect(bucketsOf(store)).toEqual({ bounds: [2, 4, 6], cells: [0, 0, 1, 0, 5] });
  });
});
