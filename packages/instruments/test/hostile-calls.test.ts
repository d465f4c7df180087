import fc from 'fast-check';
import {
  counted,
  counter,
  createStore,
  defineMeter,
  gauge,
  histogram,
  inProgress,
  type LabelSpecs,
  observableCounter,
  observableGauge,
  oneOf,
  text,
  timed,
  upDownCounter,
} from '../src/index.js';

/** What plain JavaScript may call: any method with anything. */
type Callable = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

const LABELS: readonly LabelSpecs[] = [
  {},
  { region: text({ limit: 3 }) },
  { region: text(), outcome: oneOf('paid', 'declined') },
  { outcome: oneOf('paid', 'declined') },
  { constructor: text(), length: text(), name: text(), toString: oneOf('x'), valueOf: text() },
];

const description = 'Things.';

function hostileMeter(labels: LabelSpecs) {
  const store = createStore();
  const Meter = defineMeter({
    name: 'hostile',
    instruments: {
      counter: counter('counter', { description, labels, seriesLimit: 5 }),
      upDown: upDownCounter('up_down', { description, labels, seriesLimit: 5 }),
      gauge: gauge('gauge', { description, labels }),
      histogram: histogram('histogram', { description, labels, unit: 's' }),
      sampled: histogram('sampled', { description, labels, unit: 's', sampleTimers: 1 / 2 }),
      observed: observableGauge('observed', { description, labels }),
      observedSum: observableCounter('observed_sum', { description, labels, seriesLimit: 5 }),
    },
  });
  return { store, meter: new Meter({ store }) };
}

const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

const fail = (what: unknown) => () => {
  throw what;
};

const HOSTILE: readonly unknown[] = [
  Object.defineProperties(
    {},
    { region: { get: fail(new Error('no')) }, outcome: { get: fail(null) } },
  ),
  revoked,
  new Proxy({}, { get: () => 'x', ownKeys: fail(new Error('no keys')) }),
  new Proxy({}, { get: fail(new Error('nothing')) }),
  Object.freeze({ region: '\ud800', outcome: 'x'.repeat(1 << 20) }),
  { region: { toString: fail('no text'), toJSON: fail('no JSON') }, outcome: Symbol('s') },
  { region: 'a"b\\c\nd\0', outcome: 'paid' },
  fail(new Error('a function')),
  ...[Number.NaN, Number.POSITIVE_INFINITY, -1, -0, 5e-324, Number.MAX_VALUE, 2 ** 53 + 2],
  ...['5', 5n, null, undefined, Symbol('s')],
];

/** As functions, for fast-check looks into what it makes. */
const hostile: fc.Arbitrary<() => unknown> = fc.oneof(
  fc.constantFrom(...HOSTILE.map((value) => () => value)),
  fc
    .anything({ withBigInt: true, withMap: true, withNullPrototype: true, withSparseArray: true })
    .map((value) => () => value),
);

/** Every call that an instrument knows, in a row. */
async function callEverything(labels: LabelSpecs, given: readonly unknown[]) {
  const { store, meter } = hostileMeter(labels);
  const [first, ...rest] = given;
  const call = (target: object, method: string, ...args: readonly unknown[]) => {
    const { [method]: called } = target as Callable;
    if (called === undefined) throw new Error(`There is no ${method}.`);
    return called.call(target, ...args) as Callable;
  };
  for (const [instrument, record] of [
    [meter.counter, 'add'],
    [meter.upDown, 'add'],
    [meter.gauge, 'set'],
    [meter.histogram, 'record'],
  ] as const) {
    call(instrument, record, ...given);
    call(instrument, record, 1, first);
    call(call(instrument, 'bind', ...given), record, ...given);
    call(call(instrument, 'bind', ...given), record, 1);
    call(instrument, 'remove', ...given);
    call(call(instrument, 'bind', ...rest), record, 1);
  }
  for (const histogram of [meter.histogram, meter.sampled]) {
    const timer = call(histogram, 'startTimer', ...given);
    call(timer, 'set', ...given);
    call(timer, 'stop', ...rest);
    call(call(histogram, 'startTimer', ...rest), 'stop', ...given);
    const bound = call(call(histogram, 'bind', ...given), 'startTimer', ...given);
    call(bound, 'set', ...given);
    call(bound, 'stop', ...given);
    expect(call(histogram, 'time', first, () => 7)).toBe(7);
  }
  callWrapped(meter, given);
  call(call(meter.upDown, 'startInProgress', ...given), 'stop', ...given);
  expect(call(meter.upDown, 'trackInProgress', first, () => 7)).toBe(7);
  for (const observed of [meter.observed, meter.observedSum]) {
    if (typeof first === 'function') call(observed, 'observe', ...given);
    else expect(() => call(observed, 'observe', ...given)).toThrow();
    observed.observe((result) => {
      call(result, 'observe', ...given);
      call(result, 'observe', 1, first);
    });
  }
  await store.collect({ callbackTimeoutMs: 20 });
  return store;
}

/** Functions that are wrapped with anything as instrument, options and labels. */
function callWrapped(meter: object, given: readonly unknown[]) {
  for (const [wrap, instrument] of [
    [timed, 'histogram'],
    [timed, 'sampled'],
    [counted, 'counter'],
    [inProgress, 'upDown'],
  ] as const) {
    const wrapping = wrap as unknown as (...args: readonly unknown[]) => (n: number) => number; // as plain JavaScript calls it
    const { [instrument]: own } = meter as Readonly<Record<string, unknown>>;
    for (const [source, options] of [
      [own, given[0]],
      [own, { labels: given[0] }],
      [own, { labels: () => given[0] }],
      [() => own, { labels: async () => given[0] }],
    ])
      expect(wrapping(source, (n: number) => n, options)(7)).toBe(7);
  }
}

function expectSoundPage(store: ReturnType<typeof createStore>): void {
  for (const { name, type, labels, chunks } of store.families()) {
    for (const { values } of labels)
      expect(values.every((value) => value.length <= 512 && value.isWellFormed())).toBe(true);
    for (const { values } of chunks) {
      expect([name, values.some(Number.isNaN)]).toEqual([name, false]);
      if (type !== 'gauge')
        expect([name, values.some((value) => value < 0)]).toEqual([name, false]);
    }
  }
}

describe.each(LABELS.map((labels) => [Object.keys(labels).join(', ') || 'none', labels] as const))(
  'with the labels %s',
  (_, labels) => {
    it('no call throws, and the page stays sound, whatever is passed', async () => {
      const unhandled = jest.fn();
      process.on('unhandledRejection', unhandled);
      await fc.assert(
        fc.asyncProperty(fc.array(hostile, { maxLength: 4 }), async (given) => {
          const store = await callEverything(
            labels,
            given.map((value) => value()),
          );
          expectSoundPage(store);
        }),
        { numRuns: 100 },
      );
      process.off('unhandledRejection', unhandled);
      expect(unhandled).not.toHaveBeenCalled();
    });
  },
);

describe('with Object.prototype polluted', () => {
  it('no value from there becomes a label', async () => {
    const prototype = Object.prototype as Record<string, unknown>;
    const polluted = { region: 'evil', outcome: 'evil', limit: 1, kind: 'evil' };
    const { store, meter } = hostileMeter(LABELS[2] ?? {});
    try {
      Object.assign(prototype, polluted);
      await callEverything(LABELS[2] ?? {}, [1, {}]);
      for (const labels of [{}, undefined, Object.create({}), { outcome: 'paid' }])
        (meter.counter as unknown as Callable).add?.(1, labels);
    } finally {
      for (const key of Object.keys(polluted)) delete prototype[key];
    }
    const values = store.families().flatMap(({ labels }) => labels.flatMap(({ values }) => values));
    expect(values).not.toContain('evil');
  });
});
