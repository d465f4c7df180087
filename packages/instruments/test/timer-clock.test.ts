import {
  counter,
  createStore,
  defineMeter,
  explicitBounds,
  histogram,
  oneOf,
} from '../src/index.js';
import { ownProblems, pageOf } from './page-of.js';

const description = 'Time to parse a line.';
const bounds = explicitBounds(1, 2);

class Parser extends defineMeter({
  name: 'parser',
  instruments: {
    sampled: histogram('sampled', { description, unit: 's', bounds, sampleTimers: 1 / 8 }),
    labelled: histogram('labelled', {
      description,
      unit: 's',
      bounds,
      sampleTimers: 1 / 8,
      labels: { outcome: oneOf('read', 'skipped') },
    }),
    every: histogram('every', { description, unit: 's', bounds, sampleTimers: 1 }),
    plain: histogram('plain', { description, unit: 's', bounds }),
    parsed: counter('parsed', { description: 'Lines parsed.' }),
  },
}) {}

function parser() {
  const store = createStore();
  return { store, meter: new Parser({ store }) };
}

function countOf(store: ReturnType<typeof createStore>, series: string): number {
  const reading = pageOf(store)[series];
  if (!Array.isArray(reading)) throw new Error(`${series} is no histogram of the page`);
  return reading.slice(0, -1).reduce((total: number, count: number) => total + count, 0);
}

/** `true` for each of 8000 timers that was measured. */
function stopped(stop: () => number | undefined): readonly boolean[] {
  return Array.from({ length: 8000 }, () => stop() !== undefined);
}

function expectOneInEight(measured: readonly boolean[]): number {
  const count = measured.filter(Boolean).length;
  expect(Math.abs(count - 1000)).toBeLessThan(150); // five standard deviations
  return count;
}

describe('the timers of a sampled histogram', () => {
  it('read the clock once in n times, and record then', () => {
    const { store, meter } = parser();
    const clock = jest.spyOn(performance, 'now');
    const count = expectOneInEight(stopped(() => meter.sampled.startTimer().stop()));
    const readings = clock.mock.calls.length;
    clock.mockRestore();
    expect(readings).toBe(2 * count);
    expect(countOf(store, 'sampled')).toBe(count);
  });

  it('are sampled also when they are bound', () => {
    const { store, meter } = parser();
    const bound = meter.labelled.bind({ outcome: 'read' });
    const count = expectOneInEight(stopped(() => bound.startTimer().stop()));
    expect(countOf(store, 'labelled{outcome="read"}')).toBe(count);
    expect(countOf(store, 'labelled{outcome="skipped"}')).toBe(0);
  });

  it('share one object where they are not measured', () => {
    const { meter } = parser();
    const bound = meter.labelled.bind({ outcome: 'read' });
    const timers = Array.from({ length: 100 }, () => bound.startTimer());
    const unmeasured = timers.filter((timer) => timer.stop() === undefined);
    expect(new Set(unmeasured).size).toBe(1);
  });

  it('sample functions that are timed, and what they give is what they give', async () => {
    const { store, meter } = parser();
    let runs = 0;
    for (let i = 0; i < 1000; i++)
      expect(meter.labelled.time({ outcome: 'read' }, () => ++runs)).toBe(i + 1);
    const thenable = () =>
      Object.defineProperty({}, 'then', { value: (done: () => void) => done() });
    for (let i = 0; i < 100; i++)
      expect(meter.labelled.time({ outcome: 'read' }, thenable)).toBeInstanceOf(Promise);
    const count = countOf(store, 'labelled{outcome="read"}');
    expect([count > 0, count < 500]).toEqual([true, true]);
  });

  it('say nothing of labels when they are not measured', () => {
    const { store, meter } = parser();
    const measured = stopped(() => meter.labelled.startTimer({ outcome: 'lost' as 'read' }).stop());
    expect(ownProblems(store)).toEqual({
      'meterkit.label.problems{problem="outside_closed_set"}': expectOneInEight(measured),
    });
  });
});

test('record() is not sampled', () => {
  const { store, meter } = parser();
  for (let i = 0; i < 1000; i++) meter.sampled.record(1);
  for (let i = 0; i < 1000; i++) meter.sampled.bind().record(3);
  expect(pageOf(store, 'sampled')).toEqual({ sampled: [1000, 0, 1000, 4000] });
});

test.each(['every', 'plain'] as const)(
  '%s timer is measured where no share is declared',
  (name) => {
    const { store, meter } = parser();
    const bound = meter[name].bind();
    for (let i = 0; i < 100; i++) {
      expect(meter[name].startTimer().stop()).toBeGreaterThanOrEqual(0);
      expect(bound.startTimer().stop()).toBeGreaterThanOrEqual(0);
    }
    expect(countOf(store, name)).toBe(200);
  },
);

test('a timer of a bound histogram records once, into its series, at the end of its block at the latest', () => {
  const { store, meter } = parser();
  const bound = meter.plain.bind();
  {
    using timer = bound.startTimer();
    expect(timer.stop()).toBe(timer.stop());
  }
  meter.plain.remove();
  bound.startTimer().stop();
  expect(countOf(store, 'plain')).toBe(1);
});

test('the page says which share of timers it is of', () => {
  const { store } = parser();
  const help = store.families().map(({ name, description: text }) => [name, text]);
  expect(help).toEqual(
    expect.arrayContaining([
      ['sampled', 'Time to parse a line. One timer in 8 is measured.'],
      ['every', 'Time to parse a line.'],
      ['plain', 'Time to parse a line.'],
    ]),
  );
});
