import { counter, createStore, defineMeter } from '@meterkit/instruments';
import { StoreMetricProducer } from '@meterkit/sdk';
import { OrderMetrics } from '../running.js';

class Versioned extends defineMeter({
  name: 'versioned',
  version: '1.2.3',
  instruments: {
    one: counter('versioned.one', { description: 'One.' }),
    two: counter('versioned.two', { description: 'Two.' }),
  },
}) {}

test('gives the families of a store by their scope', async () => {
  const store = createStore();
  new Versioned({ store });
  const { resourceMetrics, errors } = await new StoreMetricProducer(store).collect();
  const own = resourceMetrics.scopeMetrics.find(({ scope }) => scope.name === 'versioned');
  expect(own?.scope).toEqual({ name: 'versioned', version: '1.2.3' });
  expect(own?.metrics.map(({ descriptor }) => descriptor.name)).toEqual([
    'versioned.one',
    'versioned.two',
  ]);
  expect(resourceMetrics.resource.attributes).toEqual({});
  expect(errors).toEqual([]);
});

test('runs the callbacks, and tells in one error that some failed', async () => {
  const store = createStore();
  const orders = new OrderMetrics({ store });
  orders.open.observe((result) => result.observe(7));
  const producer = new StoreMetricProducer(store);
  expect((await producer.collect()).errors).toEqual([]);
  orders.open.observe(() => Promise.reject(new Error('no')));
  orders.open.observe(() => new Promise(() => {}));
  const { resourceMetrics, errors } = await producer.collect({ timeoutMillis: 1 });
  expect(errors).toEqual([
    new Error('2 callbacks failed, meterkit_callback_failures_total says of which instruments'),
  ]);
  const open = resourceMetrics.scopeMetrics
    .flatMap(({ metrics }) => metrics)
    .find(({ descriptor }) => descriptor.name === 'orders.open');
  expect(open?.dataPoints).toMatchObject([{ value: 7 }]);
});
