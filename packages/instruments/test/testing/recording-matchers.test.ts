import {
  counter,
  defaultStore,
  defineMeter,
  gauge,
  histogram,
  oneOf,
  text,
  upDownCounter,
} from '@meterkit/instruments';
import {
  createTestStore,
  matchers,
  recordedAmount,
  snapshotOf,
} from '@meterkit/instruments/testing';

expect.extend(matchers);

class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', {
      description: 'Orders placed.',
      labels: { channel: oneOf('web', 'app'), region: text() },
    }),
    open: upDownCounter('orders.open', { description: 'Orders open.', labels: { region: text() } }),
    stock: gauge('orders.stock', { description: 'Stock.', labels: { shop: text() } }),
    checkout: histogram('orders.checkout.duration', {
      description: 'Time to pay.',
      unit: 's',
      labels: { outcome: oneOf('paid', 'declined') },
    }),
  },
}) {}

const { placed } = OrderMetrics.definition.instruments;

function shop() {
  const store = createTestStore();
  return { store, orders: new OrderMetrics({ store }) };
}

/** What a failing expectation says. */
function messageOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message; // of an expectation
  }
  throw new Error('the expectation holds');
}

test('counters are added up over all series that have the labels', () => {
  const { store, orders } = shop();
  orders.placed.add(1, { channel: 'web', region: 'north' });
  orders.placed.add(2, { channel: 'web', region: 'south' });
  orders.placed.add(4, { channel: 'app', region: 'south' });
  expect(store).toHaveRecorded('orders.placed');
  expect(store).toHaveRecorded('orders.placed', {}, 7);
  expect(store).toHaveRecorded('orders.placed', { channel: 'web' }, 3);
  expect(store).toHaveRecorded(placed, { channel: 'web', region: 'north' }, 1);
  expect(store).not.toHaveRecorded('orders.placed', { channel: 'web' }, 2);
  expect(store).not.toHaveRecorded('orders.placed', { region: 'west' });
  expect(recordedAmount(store, placed, { region: 'south' })).toBe(6);
});

test.each(['orders.placed', 'orders_placed', 'orders_placed_total'])(
  '%s is a name of it',
  (name) => {
    const { store, orders } = shop();
    orders.placed.add(1, { channel: 'web', region: 'north' });
    expect(store).toHaveRecorded(name, { region: 'north' }, 1);
  },
);

test('of a histogram count, sum or both are expected, and a sum need not agree in its last digits', () => {
  const { store, orders } = shop();
  orders.checkout.record(0.1, { outcome: 'paid' });
  orders.checkout.record(0.2, { outcome: 'paid' });
  expect(store).toHaveRecorded('orders_checkout_duration', { outcome: 'paid' }, 2);
  expect(store).toHaveRecorded('orders.checkout.duration', {}, { count: 2 });
  expect(store).toHaveRecorded('orders.checkout.duration', {}, { count: 2, sum: 0.3 });
  expect(store).toHaveRecorded(
    'orders.checkout.duration',
    {},
    { count: 2, sum: expect.any(Number) },
  );
  expect(store).not.toHaveRecorded('orders.checkout.duration', {}, { count: 2, sum: 0.31 });
  expect(store).not.toHaveRecorded('orders.checkout.duration', { outcome: 'declined' });
});

test('a gauge is compared by the value of its one series', () => {
  const { store, orders } = shop();
  orders.stock.set(5, { shop: 'a' });
  orders.open.add(3, { region: 'north' });
  orders.open.add(-1, { region: 'south' });
  expect(store).toHaveRecorded('orders.stock', {}, 5);
  expect(store).toHaveRecorded('orders.open', {}, 2);
  orders.stock.set(6, { shop: 'b' });
  expect(store).toHaveRecorded('orders.stock', { shop: 'a' }, 5);
  expect(() => expect(store).toHaveRecorded('orders.stock', {}, 5)).toThrow(
    'orders.stock: expected labels of one series, for gauges do not add up; got those of orders.stock{shop="a"}, orders.stock{shop="b"}',
  );
});

test('only what came since a snapshot counts, where one is given; in the store of the process, too', () => {
  const orders = new OrderMetrics();
  orders.placed.add(1, { channel: 'web', region: 'north' });
  const since = snapshotOf(defaultStore());
  orders.placed.add(2, { channel: 'web', region: 'north' });
  expect(defaultStore()).toHaveRecorded('orders.placed', {}, 3);
  expect(defaultStore()).toHaveRecorded('orders.placed', {}, 2, { since });
});

test('a failure shows what was recorded', () => {
  const { store, orders } = shop();
  orders.placed.add(1, { channel: 'web', region: 'north' });
  orders.placed.add(2, { channel: 'app', region: 'north' });
  expect(messageOf(() => expect(store).toHaveRecorded(placed, { region: 'north' }, 4))).toBe(
    `expected the store to have recorded orders.placed{region="north"}: 4
recorded: 3
of:
  orders.placed{channel="web",region="north"}: 1
  orders.placed{channel="app",region="north"}: 2`,
  );
  expect(messageOf(() => expect(store).not.toHaveRecorded(placed, { channel: 'app' }))).toBe(
    `expected the store not to have recorded orders.placed{channel="app"}
recorded: 2
of:
  orders.placed{channel="app",region="north"}: 2`,
  );
});

test('a failure shows the nearest series where there is none of the labels, or what else was recorded', () => {
  const { store, orders } = shop();
  orders.checkout.record(2, { outcome: 'paid' });
  expect(messageOf(() => expect(store).toHaveRecorded(placed, { region: 'north' }, 1))).toBe(
    `expected the store to have recorded orders.placed{region="north"}: 1
recorded: nothing
other instruments:
  orders.checkout.duration{outcome="paid"}: count 1, sum 2`,
  );
  orders.placed.add(1, { channel: 'web', region: 'south' });
  orders.placed.add(2, { channel: 'app', region: 'south' });
  const wanted = { channel: 'app', region: 'north' } as const;
  expect(messageOf(() => expect(store).toHaveRecorded(placed, wanted, 1))).toBe(
    `expected the store to have recorded orders.placed{channel="app",region="north"}: 1
recorded: nothing
nearest:
  orders.placed{channel="app",region="south"}: 2
  orders.placed{channel="web",region="south"}: 1`,
  );
});

test.each([
  [
    ['orders.plced', {}],
    'orders.plced: expected an instrument of the store; nearest: orders.placed, ',
  ],
  [['orders.placed', { chanel: 'web' }], 'orders.placed: expected labels of channel, region'],
  [
    ['orders.placed', { channel: 'fax' }],
    'orders.placed: expected channel to be one of web, app, got "fax"',
  ],
] as const)(
  '%j fails also with not: it could never have been recorded',
  ([name, labels], message) => {
    const { store } = shop();
    expect(() => expect(store).not.toHaveRecorded(name, labels)).toThrow(message);
  },
);

test('anything but a store is refused', () => {
  expect(() => expect(undefined).toHaveRecorded('orders.placed')).toThrow(
    'toHaveRecorded: expected a store',
  );
});

test('an amount in the place of labels is refused, also with not', () => {
  const { store, orders } = shop();
  orders.placed.add(1, { channel: 'web', region: 'north' });
  const refusal = 'orders.placed: expected labels before the amount, {} for any, got 5';
  expect(() => expect(store).toHaveRecorded('orders.placed', 5 as never)).toThrow(refusal);
  expect(() => expect(store).not.toHaveRecorded('orders.placed', 5 as never)).toThrow(refusal);
  expect(() => recordedAmount(store, 'orders.placed', null as never)).toThrow('got null');
});

test('the types check labels of a definition', () => {
  const { store, orders } = shop();
  orders.placed.add(1, { channel: 'web', region: 'north' });
  // @ts-expect-error -- no value of the closed set
  expect(() => expect(store).toHaveRecorded(placed, { channel: 'fax' }, 1)).toThrow('fax');
  // @ts-expect-error -- no label of it
  expect(() => expect(store).toHaveRecorded(placed, { chanel: 'web' }, 1)).toThrow('chanel');
});
