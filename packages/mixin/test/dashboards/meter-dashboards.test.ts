import { KafkaMetrics, ProcessorMetrics } from '@meterkit/meters/processor';
import { AttemptMetrics, WorkerMetrics } from '@meterkit/meters/worker';
import { mixin } from '../../src/mixin.js';
import { OrderMetrics } from '../orders.js';
import { allPanels } from './panel-json.js';

test('meters of one name have a dashboard together, others one each', () => {
  const { dashboards } = mixin([
    OrderMetrics,
    { meter: OrderMetrics, namespace: 'shop' },
    { meter: ProcessorMetrics, namespace: 'processor' },
    { meter: KafkaMetrics, namespace: 'processor' },
  ]);
  expect(dashboards.map(({ name, model }) => [name, model.title, model.uid])).toEqual([
    ['orders', 'Orders', 'meterkit-orders'],
    ['shop-orders', 'Shop orders', 'meterkit-shop-orders'],
    ['processor', 'Processor', 'meterkit-processor'],
  ]);
});

test('a family that two meters of one name have is shown once', () => {
  const [dashboard] = mixin([WorkerMetrics, AttemptMetrics]).dashboards;
  if (dashboard === undefined) throw new Error('expected a dashboard');
  const titles = allPanels(dashboard).map(({ title }) => title);
  expect(titles.filter((title) => title === 'Worker queue depth')).toHaveLength(1);
});
