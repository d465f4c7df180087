import * as instruments from '../src/index.js';
import { MeterDefinitionError } from '../src/index.js';

/** As plain JavaScript sees them. */
const { counter, createStore, defineMeter, histogram, oneOf, text, timed } =
  instruments as unknown as Record<string, (...args: unknown[]) => never>;

const X = 'X.';
const meterOf = (x: unknown) => () => defineMeter?.({ name: 'shop', instruments: { x } });

test.each<[string, () => unknown, readonly string[]]>([
  [
    'no definition',
    () => defineMeter?.('shop', {}),
    ['defineMeter(): expected { name, instruments }, got "shop"'],
  ],
  [
    'a list of instruments',
    () => defineMeter?.({ name: 'shop', instruments: ['x'] }),
    ['meter shop: instruments: expected definitions by property, got ["x"]'],
  ],
  [
    'no instruments',
    () => defineMeter?.({ name: 'shop', instruments: {} }),
    ['meter shop: instruments: expected at least one, got {}'],
  ],
  [
    'options that a meter has not',
    () =>
      defineMeter?.({
        name: 'shop',
        metrics: {},
        instruments: { x: counter?.('x', { description: X }) },
      }),
    ['meter shop: definition.metrics: unknown option'],
  ],
  [
    'labels that are null',
    meterOf(counter?.('x', { description: X, labels: null })),
    ['meter shop: x.labels: expected an object of oneOf(...) and text(...), got null'],
  ],
  [
    'what declares, undeclared',
    meterOf(counter),
    ['meter shop: instruments.x: expected counter(...) or another, got a function'],
  ],
  [
    'nothing',
    meterOf(null),
    ['meter shop: instruments.x: expected counter(...) or another, got null'],
  ],
  [
    'options in the place of a name',
    meterOf(counter?.({ name: 'x', help: X })),
    ['meter shop: counter(): expected a name first, and then options, got an object'],
  ],
  [
    'a name alone',
    meterOf(counter?.('x')),
    [
      'meter shop: x: expected an object of options, got undefined',
      'meter shop: x: expected a description, got undefined',
    ],
  ],
  [
    'words of prom-client',
    meterOf(histogram?.('x', { help: X, labelNames: ['a'], buckets: [1], registers: [], ttl: 5 })),
    [
      'meter shop: x.help: unknown option; did you mean description?',
      'meter shop: x.labelNames: unknown option; did you mean labels?',
      'meter shop: x.buckets: unknown option; did you mean bounds?',
      'meter shop: x.registers: unknown option',
      'meter shop: x.ttl: unknown option; did you mean ttlMs?',
      'meter shop: x: expected a description, got undefined',
    ],
  ],
  [
    'bounds of what has none',
    meterOf(counter?.('x', { description: X, bounds: [1] })),
    ['meter shop: x.bounds: unknown option'],
  ],
  [
    'a bound in the place of bounds',
    meterOf(histogram?.('x', { description: X, bounds: 5 })),
    ['meter shop: x.bounds: expected a list of numbers, got 5'],
  ],
  [
    'a unit in English',
    meterOf(histogram?.('x', { description: X, unit: 'second' })),
    ['meter shop: x: expected a UCUM unit, got "second"; did you mean "s"?'],
  ],
  [
    'a unit that is a number',
    meterOf(histogram?.('x', { description: X, unit: 5 })),
    ['meter shop: x: expected a UCUM unit, got 5'],
  ],
  [
    'wrong labels of all kinds',
    meterOf(
      counter?.('x', {
        description: X,
        labels: {
          a: oneOf?.(),
          b: oneOf?.(['p', 'q']),
          c: text?.(30),
          d: text?.({ max: 3 }),
          e: text?.(null),
          f: text,
        },
      }),
    ),
    [
      'meter shop: x{a}: expected at least one value, got oneOf()',
      `meter shop: x{b}: expected oneOf('a', 'b') without a list, got oneOf(["p", "q"])`,
      'meter shop: x{c}: expected text() or text({ limit }), got text(30)',
      'meter shop: x{d}: expected text() or text({ limit }), got text({ max })',
      'meter shop: x{e}: expected text() or text({ limit }), got text(null)',
      'meter shop: x{f}: expected oneOf(...) or text(...), got a function',
    ],
  ],
  [
    'no function to time',
    () => timed?.({ startTimer: () => undefined }),
    ['timed(): expected a function, got undefined'],
  ],
])('%s is told with what is expected', (_, define, problems) => {
  expect(define).toThrow(new MeterDefinitionError(problems));
});

const Shop = defineMeter?.({
  name: 'shop',
  instruments: { size: histogram?.('size', { description: X, unit: 'By' }) },
}) as unknown as new (
  options?: unknown,
) => { readonly size: { bind(): Timers } & Timers };

interface Timers {
  startTimer(): { stop(): number | undefined };
}

test.each<[unknown, ...problems: string[]]>([
  ['eu', 'meter shop: expected an object of options, got "eu"'],
  [
    { registers: [], namspace: 'eu', prefix: 'eu' },
    'meter shop.registers: unknown option; did you mean store?',
    'meter shop.namspace: unknown option',
    'meter shop.prefix: unknown option; did you mean namespace?',
  ],
  [createStore?.(), 'meter shop: expected { store } for options, got a store alone'],
  [{ store: {} }, 'meter shop.store: expected one made by createStore(), got an object'],
])('a meter refuses %j', (options, ...problems) => {
  expect(() => new Shop(options)).toThrow(new MeterDefinitionError(problems));
});

test('timers of what is no time record nothing, which is told once', () => {
  const store = createStore?.() as unknown as instruments.Store;
  const told: string[] = [];
  store.logTo({ warn: (message) => void told.push(message) });
  const { size } = new Shop({ store });
  for (const timers of [size, size, size.bind()])
    expect(timers.startTimer().stop()).toBeUndefined();
  expect(told).toEqual([
    'size: expected a unit of time for its timers, got "By"; they record nothing',
  ]);
  expect(
    store
      .families()
      .find(({ name }) => name === 'size')
      ?.chunks[0]?.values.every((n) => n === 0),
  ).toBe(true);
});
