import { counter, defineMeter, gauge, histogram, oneOf, text } from '@meterkit/instruments';

export class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', {
      description: 'Orders placed.',
      labels: { channel: oneOf('web', 'app'), region: text({ limit: 30 }) },
    }),
    checkout: histogram('orders.checkout.duration', {
      description: 'Time from basket to payment.',
      unit: 's',
      bounds: [0.1, 1, 10],
      labels: { outcome: oneOf('paid', 'declined') },
    }),
    open: gauge('orders.open', { description: 'Orders that are not yet sent.' }),
  },
}) {}

class BasketMetrics extends defineMeter({
  name: 'baskets',
  instruments: {
    weight: gauge('baskets.weight', {
      description: 'A | B.',
      unit: 'g',
      renamedFrom: { name: 'baskets.mass', until: '2027-03-01' },
    }),
  },
}) {}

export const inShop = [{ meter: BasketMetrics, namespace: 'shop' }];
export const unrelated = 1;
