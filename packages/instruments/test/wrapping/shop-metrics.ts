import {
  counter,
  createStore,
  defineMeter,
  explicitBounds,
  histogram,
  oneOf,
  text,
  upDownCounter,
} from '../../src/index.js';

const description = 'Orders.';
const labels = { outcome: oneOf('paid', 'declined') };

export class ShopMetrics extends defineMeter({
  name: 'shop',
  instruments: {
    time: histogram('time', { description, unit: 's', bounds: explicitBounds(60), labels }),
    plainTime: histogram('plain_time', { description, unit: 's', bounds: explicitBounds(60) }),
    sampled: histogram('sampled', {
      description,
      unit: 's',
      bounds: explicitBounds(60),
      sampleTimers: 1 / 4,
      labels,
    }),
    placed: counter('placed', { description, labels: { channel: oneOf('web', 'app') } }),
    failed: counter('failed', { description, labels: { error_type: text() } }),
    plain: counter('plain', { description }),
    active: upDownCounter('active', { description, labels: { channel: oneOf('web', 'app') } }),
  },
}) {}

export function shop() {
  const store = createStore();
  return { store, metrics: new ShopMetrics({ store }) };
}
