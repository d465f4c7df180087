import { OrderMetrics } from './orders.mjs';

export { OrderMetrics };

export const mixinOptions = {
  name: 'shop',
  slos: [
    {
      name: 'checkout-latency',
      objective: 0.99,
      latency: { histogram: [OrderMetrics, 'checkout', { outcome: 'paid' }], threshold: 2 },
    },
  ],
};
