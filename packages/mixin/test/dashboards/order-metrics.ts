import { counter, defineMeter, histogram, oneOf, text, upDownCounter } from '@meterkit/instruments';

/** A small meter as a user would write it. */
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
      labels: { outcome: oneOf('paid', 'declined') },
    }),
    open: upDownCounter('orders.open', { description: 'Orders that are not shipped yet.' }),
  },
}) {}
