import {
  createStore,
  defineMeter,
  explicitBounds,
  histogram,
  oneOf,
  type TimeUnit,
  text,
} from '../src/index.js';
import { ownProblems, pageOf } from './page-of.js';

const description = 'Things.';
const bounds = explicitBounds(1, 2, 5);

class Sizes extends defineMeter({
  name: 'sizes',
  instruments: {
    plain: histogram('plain', { description, bounds }),
    open: histogram('open', { description, bounds, labels: { region: text() } }),
    time: histogram('time', {
      description,
      bounds,
      unit: 's',
      labels: { outcome: oneOf('paid', 'declined') },
    }),
  },
}) {}

function sizes() {
  const store = createStore();
  return { store, meter: new Sizes({ store }) };
}

describe('a histogram', () => {
  it('counts each value in the first bucket that is not below it, and sums up', () => {
    const { store, meter } = sizes();
    for (const value of [0, -0, 0.5, 1]) meter.plain.record(value);
    const bound = meter.plain.bind();
    for (const value of [1.000001, 2, 5, 5.1, 1e300]) bound.record(value);
    expect(pageOf(store, 'plain')).toEqual({ plain: [4, 2, 1, 2, 1e300] });
  });

  it('keeps its series apart', () => {
    const { store, meter } = sizes();
    for (let i = 0; i < 100; i++) meter.open.record(i / 10, { region: `r${i}` });
    const page = pageOf(store, 'open');
    expect([page['open{region="r0"}'], page['open{region="r99"}']]).toEqual([
      [1, 0, 0, 0, 0],
      [0, 0, 0, 1, 9.9],
    ]);
  });

  it.each([
    ['not_finite', Number.NaN],
    ['not_finite', Number.POSITIVE_INFINITY],
    ['not_finite', '1'],
    ['not_finite', 1n],
    ['not_finite', undefined],
    ['negative', -1],
    ['negative', -5e-324],
  ])('drops what is %s: %p', (reason, value) => {
    const { store, meter } = sizes();
    meter.plain.record(value as number);
    meter.plain.bind().record(value as number);
    meter.open.record(value as number, { region: 'never' });
    expect(pageOf(store, 'plain')).toEqual({ plain: [0, 0, 0, 0, 0] });
    expect(pageOf(store, 'open')).toEqual({});
    expect(ownProblems(store)).toEqual({
      [`meterkit.measurements.dropped{reason="${reason}"}`]: 3,
    });
  });

  it('that is removed begins with empty buckets', () => {
    const { store, meter } = sizes();
    const bound = meter.open.bind({ region: 'eu' });
    for (const value of [1, 2, 3]) bound.record(value);
    meter.open.remove({ region: 'eu' });
    bound.record(Number.NaN);
    expect(pageOf(store, 'open')).toEqual({});
    bound.record(4);
    expect(pageOf(store, 'open')).toEqual({ 'open{region="eu"}': [0, 0, 1, 0, 4] });
    expect(meter.open.bind({ region: 'eu' })).toBe(bound);
  });
});

describe('the timers of a histogram', () => {
  let nowMs = 1000;
  beforeEach(() => {
    jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
  });
  afterEach(() => jest.restoreAllMocks());

  it.each<[TimeUnit, number]>([
    ['ns', 3e9],
    ['us', 3e6],
    ['ms', 3000],
    ['s', 3],
    ['min', 0.05],
    ['h', 3 / 3600],
    ['d', 3 / 86_400],
  ])('record in its own unit, %s', (unit, elapsed) => {
    const store = createStore();
    const Waits = defineMeter({
      name: 'waits',
      instruments: { wait: histogram('wait', { description, unit, bounds }) },
    });
    const timer = new Waits({ store }).wait.startTimer();
    nowMs += 3000;
    expect(timer.stop()).toBeCloseTo(elapsed, 9);
    expect(pageOf(store, 'wait').wait).toContainEqual(expect.closeTo(elapsed, 9));
  });

  it('record under the labels of the end', () => {
    const { store, meter } = sizes();
    const timer = meter.time.startTimer({ outcome: 'declined' });
    nowMs += 1500;
    timer.stop({ outcome: 'paid' });
    expect(pageOf(store, 'time')).toEqual({
      'time{outcome="paid"}': [0, 1, 0, 0, 1.5],
      'time{outcome="declined"}': [0, 0, 0, 0, 0],
    });
  });

  it.each([
    ['returns', () => 7, 7],
    [
      'throws',
      () => {
        throw new Error('no');
      },
      'no',
    ],
    ['is fulfilled', async () => 8, 8],
    [
      'is rejected',
      async () => {
        throw new Error('never');
      },
      'never',
    ],
    [
      'is a thenable',
      () => Object.defineProperty({}, 'then', { value: (done: (v: number) => void) => done(9) }),
      9,
    ],
  ])('time a function that %s', async (_, fn, result) => {
    const { store, meter } = sizes();
    const timed = () =>
      meter.time.time({ outcome: 'paid' }, () => {
        nowMs += 2000;
        return fn();
      });
    expect(
      await Promise.resolve()
        .then(timed)
        .catch((error: Error) => error.message),
    ).toBe(result);
    expect(pageOf(store, 'time')['time{outcome="paid"}']).toEqual([0, 1, 0, 0, 2]);
  });

  it('time a promise until it settles', async () => {
    const { store, meter } = sizes();
    let settle = (): void => undefined;
    const running = meter.time.time(
      { outcome: 'paid' },
      () =>
        new Promise<void>((done) => {
          settle = done;
        }),
    );
    nowMs += 4000;
    expect(pageOf(store, 'time')['time{outcome="paid"}']).toEqual([0, 0, 0, 0, 0]);
    settle();
    await running;
    expect(pageOf(store, 'time')['time{outcome="paid"}']).toEqual([0, 0, 1, 0, 4]);
  });

  it('drop a time that the clock cannot tell, and count it', () => {
    const { store, meter } = sizes();
    const timer = meter.time.startTimer({ outcome: 'paid' });
    nowMs = Number.NaN;
    expect(timer.stop()).toBeNaN();
    nowMs = 1000;
    expect(ownProblems(store)).toEqual({ 'meterkit.measurements.dropped{reason="not_finite"}': 1 });
  });
});
