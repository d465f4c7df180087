import { counter, defineMeter, gauge, histogram, oneOf, text } from '@meterkit/instruments';

/** A meter of an application. */
export class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', {
      description: 'Orders placed.',
      labels: { channel: oneOf('web', 'app'), region: text() },
    }),
    failed: counter('orders.failed', {
      description: 'Orders that failed.',
      labels: { reason: text() },
    }),
    open: gauge('orders.open', { description: 'Orders that are open.' }),
    checkout: histogram('orders.checkout.duration', {
      description: 'Time from basket to payment.',
      unit: 's',
      bounds: [0.5, 1, 5],
      labels: { outcome: oneOf('paid', 'declined') },
    }),
  },
}) {}
