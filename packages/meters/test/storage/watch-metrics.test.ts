import { createStore } from '@meterkit/instruments';
import { WatchMetrics } from '../../src/storage/index.js';
import { seriesOf } from '../series-of.js';

const store = createStore();
const metrics = new WatchMetrics({ store });

test('a watch is active until it is stopped, once', () => {
  const watch = metrics.startWatch();
  metrics.startWatch();
  expect(seriesOf(store)).toEqual({ 'watch_active_total{}': 2 });
  watch.stop();
  watch.stop();
  expect(seriesOf(store)).toEqual({ 'watch_active_total{}': 1 });
});

test('events are counted by their type', () => {
  metrics.recordEventsSent(3, { event_type: 'put' });
  metrics.recordEventsSent(1, { event_type: 'delete' });
  expect(seriesOf(store)).toMatchObject({
    'watch.events_sent{event_type=put}': 3,
    'watch.events_sent{event_type=delete}': 1,
  });
});
