import {
  counter,
  createStore,
  defineMeter,
  MeterDefinitionError,
  observableCounter,
  observableGauge,
  observableUpDownCounter,
  oneOf,
  text,
} from '../src/index.js';
import { ownProblems, pageOf } from './page-of.js';

const description = 'Things.';
const labels = { disk: text({ limit: 3 }) };

class Disks extends defineMeter({
  name: 'disks',
  instruments: {
    free: observableGauge('free', { description, labels }),
    read: observableCounter('read', { description, labels }),
    used: observableUpDownCounter('used', { description, labels }),
    temperature: observableGauge('temperature', { description }),
    ticks: observableCounter('ticks', { description }),
    few: observableCounter('few', { description, labels: { disk: text() }, seriesLimit: 2 }),
    fewFree: observableGauge('few_free', { description, labels: { disk: text() }, seriesLimit: 2 }),
    state: observableGauge('state', { description, labels: { state: oneOf('ok', 'broken') } }),
    asked: counter('asked', { description }),
  },
}) {}

function disks() {
  const messages: string[] = [];
  const store = createStore({ logger: { warn: (message) => void messages.push(message) } });
  return { store, meter: new Disks({ store }), messages };
}

/** A turn of the event loop: all that is settled has run. */
const turn = () => new Promise((done) => setImmediate(done));

const OVERFLOW = '{otel_metric_overflow="true"}';
const FAILURES = 'meterkit.callback.failures';

describe('an observable instrument', () => {
  it('has no series before it is collected', async () => {
    const { store, meter } = disks();
    meter.temperature.observe((result) => result.observe(40));
    expect(pageOf(store)).toEqual({ asked: 0 });
    await store.collect();
    expect(pageOf(store)).toEqual({ asked: 0, temperature: 40 });
  });

  it('shows what all callbacks of a round report, and nothing else', async () => {
    const { store, meter } = disks();
    let round = 0;
    meter.free.observe((result) => {
      result.observe(1, { disk: 'a' });
      if (round === 0) result.observe(2, { disk: 'b' });
    });
    meter.free.observe(async (result) => {
      await Promise.resolve();
      if (round === 1) result.observe(3, { disk: 'c' });
    });
    await store.collect();
    expect(pageOf(store, 'free')).toEqual({ 'free{disk="a"}': 1, 'free{disk="b"}': 2 });
    round = 1;
    await store.collect();
    expect(pageOf(store, 'free')).toEqual({ 'free{disk="a"}': 1, 'free{disk="c"}': 3 });
    round = 2;
    await store.collect();
    expect(pageOf(store, 'free')).toEqual({ 'free{disk="a"}': 1 });
  });

  it('keeps the last of a label set that is reported twice', async () => {
    const { store, meter } = disks();
    for (const instrument of [meter.free, meter.read, meter.used])
      instrument.observe((result) => {
        result.observe(5, { disk: 'a' });
        result.observe(3, { disk: 'a' });
      });
    await store.collect();
    expect(pageOf(store)).toEqual({
      'free{disk="a"}': 3,
      'read{disk="a"}': 3,
      'used{disk="a"}': 3,
      asked: 0,
    });
  });

  it('takes labels as they are when they are reported', async () => {
    const { store, meter } = disks();
    const own = { disk: 'a' };
    meter.free.observe((result) => {
      result.observe(1, own);
      own.disk = 'b';
      result.observe(2, own);
    });
    await store.collect();
    expect(pageOf(store, 'free')).toEqual({ 'free{disk="a"}': 1, 'free{disk="b"}': 2 });
  });

  it('is asked no more when its callback is taken away', async () => {
    const { store, meter } = disks();
    const callback = jest.fn((result) => result.observe(1));
    const stops = [meter.temperature.observe(callback), meter.temperature.observe(callback)];
    await store.collect();
    expect(callback).toHaveBeenCalledTimes(2);
    stops[0]?.();
    stops[0]?.();
    await store.collect();
    expect(callback).toHaveBeenCalledTimes(3);
    stops[1]?.();
    await store.collect();
    expect(callback).toHaveBeenCalledTimes(3);
    expect(pageOf(store, 'temperature')).toEqual({});
  });

  it('drops values that cannot be, and counts them', async () => {
    const { store, meter } = disks();
    meter.read.observe((result) => {
      result.observe(-1, { disk: 'a' });
      result.observe(Number.NaN, { disk: 'b' });
      result.observe('5' as never, { disk: 'c' });
      result.observe(7, { disk: 'd' });
    });
    meter.used.observe((result) => result.observe(-1, { disk: 'a' }));
    await store.collect();
    expect(pageOf(store)).toEqual({ 'read{disk="d"}': 7, 'used{disk="a"}': -1, asked: 0 });
    expect(ownProblems(store)).toEqual({
      'meterkit.measurements.dropped{reason="negative"}': 1,
      'meterkit.measurements.dropped{reason="not_finite"}': 2,
    });
  });

  it('reads hostile labels with care', async () => {
    const { store, meter } = disks();
    meter.free.observe((result) => {
      result.observe(1, null as never);
      result.observe(2, {
        get disk() {
          throw new Error('no');
        },
      } as never);
      result.observe(
        3,
        new Proxy(
          {},
          {
            get() {
              throw new Error('no');
            },
          },
        ) as never,
      );
      result.observe(4, { disk: 5 } as never);
    });
    await store.collect();
    expect(pageOf(store, 'free')).toEqual({
      free: 1,
      'free{disk="_OTHER"}': 3,
      'free{disk="5"}': 4,
    });
  });
});

describe('a callback', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('no disk');
      },
      'Error: no disk',
    ],
    [
      'throws null',
      () => {
        throw null;
      },
      'null',
    ],
    [
      'rejects',
      async () => {
        throw new Error('no disk');
      },
      'Error: no disk',
    ],
    ['rejects with nothing', () => Promise.reject(), 'undefined'],
    [
      'gives a thenable that throws',
      () =>
        Object.defineProperty({}, 'then', {
          get() {
            throw new Error('then');
          },
        }),
      'Error: then',
    ],
    [
      'fails with what cannot be shown',
      () => {
        throw Object.create(null);
      },
      undefined,
    ],
  ])('that %s leaves its own series out and is counted', async (_, fail, shown) => {
    const { store, meter, messages } = disks();
    let fails = false;
    meter.free.observe((result) => {
      result.observe(1, { disk: 'a' });
      return fails ? (fail as () => void)() : undefined;
    });
    meter.free.observe((result) => result.observe(2, { disk: 'b' }));
    meter.temperature.observe((result) => result.observe(40));
    await store.collect();
    fails = true;
    for (let round = 0; round < 2; round++) await store.collect();
    expect(pageOf(store)).toEqual({ 'free{disk="b"}': 2, temperature: 40, asked: 0 });
    expect(ownProblems(store)).toEqual({ [`${FAILURES}{instrument="free",reason="error"}`]: 2 });
    expect(messages).toEqual([
      shown === undefined
        ? 'a value could not be shown'
        : `free: its callback failed with ${shown}; its series are not on this page`,
    ]);
    fails = false;
    await store.collect();
    expect(pageOf(store, 'free')).toEqual({ 'free{disk="a"}': 1, 'free{disk="b"}': 2 });
  });

  it('that is no function is refused where it is given', () => {
    expect(() => disks().meter.free.observe(5 as never)).toThrow(
      new MeterDefinitionError([
        'free.observe(): expected a function (result) => result.observe(value, labels), got 5',
      ]),
    );
  });

  it.each<[string, () => unknown]>([
    ['returns', () => 5],
    ['promises', async () => 5],
  ])('that %s a number and reports none is told once', async (_, callback) => {
    const { store, meter, messages } = disks();
    meter.temperature.observe(callback as never);
    for (let round = 0; round < 2; round++) await store.collect();
    expect(pageOf(store)).toEqual({ asked: 0 });
    expect(messages).toEqual([
      'temperature: expected its callback to report by result.observe(value, labels), got 5 returned; nothing is recorded',
    ]);
  });

  it('may return what it makes of a report, and the 0 of a size', async () => {
    const { store, meter, messages } = disks();
    const size = Number('0');
    meter.temperature.observe(((result: { observe(value: number): void }) => {
      result.observe(1);
      return 5;
    }) as never);
    meter.free.observe((() => size && 1) as never);
    await store.collect();
    expect(messages).toEqual([]);
  });

  it('that hangs is waited for, left out, and not run again before it has ended', async () => {
    const { store, meter, messages } = disks();
    const settle: (() => void)[] = [];
    meter.free.observe((result) => {
      result.observe(settle.length, { disk: 'a' });
      return new Promise((done) => void settle.push(done));
    });
    meter.temperature.observe((result) => result.observe(40));
    const start = performance.now();
    for (let round = 0; round < 3; round++) await store.collect({ callbackTimeoutMs: 20 });
    expect(performance.now() - start).toBeLessThan(2000);
    expect(settle).toHaveLength(1);
    expect(pageOf(store)).toEqual({ temperature: 40, asked: 0 });
    expect(ownProblems(store)).toEqual({ [`${FAILURES}{instrument="free",reason="timeout"}`]: 3 });
    expect(messages).toEqual([
      'free: expected its callback to end in time; its series are not on this page',
    ]);
    settle[0]?.();
    await turn();
    const later = store.collect();
    await turn();
    settle[1]?.();
    await later;
    expect(pageOf(store, 'free')).toEqual({ 'free{disk="a"}': 1 });
  });

  it('that still runs keeps no later page waiting', async () => {
    const { store, meter } = disks();
    const callback = jest.fn(() => new Promise<void>(() => {}));
    meter.temperature.observe(callback);
    expect(await store.collect({ callbackTimeoutMs: 1 })).toBe(1);
    expect(await store.collect({ callbackTimeoutMs: 2 ** 30 })).toBe(1);
    expect(callback).toHaveBeenCalledTimes(1);
    expect(ownProblems(store)).toEqual({
      [`${FAILURES}{instrument="temperature",reason="timeout"}`]: 2,
    });
  });

  it("that fails after its time was over is nobody else's problem", async () => {
    const { store, meter } = disks();
    let fail = (_: Error): void => undefined;
    meter.free.observe(
      () =>
        new Promise((_, reject) => {
          fail = reject;
        }),
    );
    await store.collect({ callbackTimeoutMs: 1 });
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    fail(new Error('late'));
    await turn();
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('that reports when its time is over changes nothing', async () => {
    const { store, meter } = disks();
    let late = (): void => undefined;
    meter.free.observe((result) => {
      late = () => result.observe(9, { disk: 'late' });
      result.observe(1, { disk: 'a' });
    });
    await store.collect();
    late();
    expect(pageOf(store, 'free')).toEqual({ 'free{disk="a"}': 1 });
  });

  it('may record, register instruments and callbacks, and ask for a collection', async () => {
    const { store, meter } = disks();
    let runs = 0;
    const nested: Promise<number>[] = [];
    meter.temperature.observe((result) => {
      runs++;
      meter.asked.add(1);
      const More = defineMeter({
        name: 'more',
        instruments: { more: observableGauge('more', { description }) },
      });
      new More({ store }).more.observe((more) => more.observe(runs));
      nested.push(store.collect());
      result.observe(40);
    });
    await store.collect();
    await Promise.all(nested);
    expect([runs, pageOf(store)]).toEqual([1, { asked: 1, temperature: 40 }]);
    await store.collect();
    expect([runs, pageOf(store)]).toEqual([2, { asked: 2, temperature: 40, more: 2 }]);
    expect(ownProblems(store)).toEqual({});
  });

  it('that waits for the collection that it is part of times out, and nothing else does', async () => {
    const { store, meter } = disks();
    meter.temperature.observe(async () => void (await store.collect()));
    meter.ticks.observe((result) => result.observe(1));
    await store.collect({ callbackTimeoutMs: 20 });
    expect(pageOf(store)).toEqual({ ticks: 1, asked: 0 });
    expect(ownProblems(store)).toEqual({
      [`${FAILURES}{instrument="temperature",reason="timeout"}`]: 1,
    });
  });

  it('of a contradicting definition is never run', async () => {
    const { store } = disks();
    const Other = defineMeter({
      name: 'disks',
      instruments: { free: observableCounter('free', { description }) },
    });
    const callback = jest.fn();
    new Other({ store }).free.observe(callback);
    await store.collect();
    expect(callback).not.toHaveBeenCalled();
  });
});

describe('the limits of an observable instrument', () => {
  it('leave room for what replaces the series of the last round', async () => {
    const { store, meter } = disks();
    let names = ['a', 'b'];
    meter.few.observe((result) => {
      for (const disk of names) result.observe(1, { disk });
    });
    await store.collect();
    names = ['b', 'c'];
    await store.collect();
    expect(pageOf(store, 'few')).toEqual({ 'few{disk="b"}': 1, 'few{disk="c"}': 1 });
    names = ['d', 'e'];
    await store.collect();
    expect(pageOf(store, 'few')).toEqual({ 'few{disk="d"}': 1, 'few{disk="e"}': 1 });
    expect(ownProblems(store)).toEqual({});
  });

  it('add up sums that overflow, in every round anew', async () => {
    const { store, meter } = disks();
    let factor = 1;
    for (const instrument of [meter.few, meter.fewFree])
      instrument.observe((result) => {
        for (const [i, disk] of ['a', 'b', 'c', 'd', 'd'].entries())
          result.observe((i + 1) * factor, { disk });
      });
    await store.collect();
    expect(pageOf(store, 'few')).toEqual({
      'few{disk="a"}': 1,
      'few{disk="b"}': 2,
      [`few${OVERFLOW}`]: 8,
      'few_free{disk="a"}': 1,
      'few_free{disk="b"}': 2,
      [`few_free${OVERFLOW}`]: 5,
    });
    factor = 2;
    await store.collect();
    expect(pageOf(store, 'few')).toMatchObject({ 'few{disk="b"}': 4, [`few${OVERFLOW}`]: 16 });
  });

  it('add up sums whose labels are past their limit', async () => {
    const { store, meter } = disks();
    for (const instrument of [meter.read, meter.used, meter.free])
      instrument.observe((result) => {
        for (const disk of ['a', 'b', 'c', 'd', 'e']) result.observe(2, { disk });
      });
    for (let round = 0; round < 2; round++) await store.collect();
    expect(pageOf(store)).toMatchObject({
      'read{disk="_OTHER"}': 4,
      'used{disk="_OTHER"}': 4,
      'free{disk="_OTHER"}': 2,
    });
  });
});

describe('the created time of an observable counter', () => {
  let nowMs = 0;
  beforeEach(() => {
    nowMs = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
  });
  afterEach(() => jest.restoreAllMocks());

  /** When the series began that `reports` leaves behind, a report (`undefined` for none) a second. */
  async function createdAfter(
    ...reports: readonly (readonly number[] | undefined)[]
  ): Promise<number> {
    const { store, meter } = disks();
    let report: readonly number[] | undefined;
    meter.ticks.observe((result) => {
      for (const value of report ?? []) result.observe(value);
    });
    for (report of reports) {
      nowMs += 1000;
      await store.collect();
    }
    const table = store.families().find(({ name }) => name === 'ticks');
    return table?.chunks[0]?.created[0] ?? -1;
  }

  it.each([
    ['is that of the instrument at its first sight', [[5]], 0],
    ['stays while it grows', [[5], [5], [6]], 0],
    ['is now when it falls', [[5], [4]], 20],
    ['stays when it grows after a fall', [[5], [4], [5]], 20],
    ['stays when it is absent from a page', [[5], undefined, [5]], 0],
    ['stays when a smaller value is reported before', [[5], [3, 6]], 0],
  ])('%s', async (_, reports, created) => {
    expect(await createdAfter(...reports)).toBe(created);
  });
});
