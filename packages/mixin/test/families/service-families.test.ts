import { counter, defineMeter, gauge, histogram, oneOf, text } from '@meterkit/instruments';
import { serviceFamilies } from '../../src/families/service-families.js';

class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', {
      description: 'Orders placed.',
      labels: { 'order.channel': oneOf('web', 'app'), region: text() },
    }),
    checkout: histogram('orders.checkout.duration', {
      description: 'Time from basket to payment.',
      unit: 's',
      bounds: [0.5, 1, 120],
    }),
  },
}) {
  constructor() {
    super();
    throw new Error('nobody makes one here');
  }
}

function family(name: string, meters: Parameters<typeof serviceFamilies>[0] = []) {
  return serviceFamilies(meters).find((one) => one.name === name);
}

test('a renamed counter is queried by its new name only', () => {
  class Renamed extends defineMeter({
    name: 'renamed',
    instruments: {
      placed: counter('orders.placed', {
        description: 'Orders placed.',
        renamedFrom: { name: 'orders.made', until: '2999-01-01' },
      }),
    },
  }) {}
  expect(family('orders_placed', [Renamed])?.samples).toEqual(['orders_placed_total']);
  expect(family('orders_made', [Renamed])).toBeUndefined();
});

test('a label is queried by its name on the page, which an exact name keeps', () => {
  const labels = { order__channel: oneOf('web', 'app') };
  const description = 'Orders open.';
  class Open extends defineMeter({
    name: 'open',
    instruments: {
      plain: gauge('orders.open', { description, labels }),
      exact: gauge('orders_kept', { description, labels, exactName: true }),
    },
  }) {}
  const labelsOf = (name: string) => [...(family(name, [Open])?.labels.keys() ?? [])];
  expect(labelsOf('orders_open')).toEqual(['order_channel']);
  expect(labelsOf('orders_kept')).toEqual(['order__channel']);
});

test('a counter is queried by the name of its sample', () => {
  expect(family('shop_orders_placed', [{ meter: OrderMetrics, namespace: 'shop' }])).toEqual({
    name: 'shop_orders_placed',
    type: 'counter',
    unit: '',
    help: 'Orders placed.',
    labels: new Map([
      ['order_channel', { values: ['web', 'app'] }],
      ['region', { values: undefined }],
    ]),
    hasOtherLabels: false,
    bounds: undefined,
    samples: ['shop_orders_placed_total'],
    origin: 'meter',
    declared: { meter: 'OrderMetrics', property: 'placed' },
  });
});

test('a histogram has its bounds, its unit and three names', () => {
  expect(family('orders_checkout_duration_seconds', [OrderMetrics])).toMatchObject({
    type: 'histogram',
    unit: 'seconds',
    bounds: [0.5, 1, 120],
    samples: [
      'orders_checkout_duration_seconds_bucket',
      'orders_checkout_duration_seconds_sum',
      'orders_checkout_duration_seconds_count',
    ],
  });
});

test.each([
  ['http_server_request_duration_seconds', 'automatic', 'histogram'],
  ['v8js_gc_duration_seconds', 'automatic', 'histogram'],
  ['process_cpu_time_seconds', 'automatic', 'counter'],
  ['meterkit_measurements_dropped', 'meterkit', 'counter'],
  ['meterkit_scrapes', 'meterkit', 'counter'],
  ['up', 'prometheus', 'gauge'],
  ['target', 'prometheus', 'info'],
])('every service has %s', (name, origin, type) => {
  expect(family(name)).toMatchObject({ origin, type });
});

test('a renamed instrument is queried by its present name', () => {
  class Renamed extends defineMeter({
    name: 'baskets',
    instruments: {
      filled: counter('baskets.filled', {
        description: 'Baskets filled.',
        renamedFrom: { name: 'baskets.made', until: '9999-12-31' },
      }),
    },
  }) {}
  expect(family('baskets_filled', [Renamed])?.help).toBe('Baskets filled.');
  expect(family('baskets_made', [Renamed])).toBeUndefined();
});
