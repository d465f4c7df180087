import { createStore } from '@meterkit/instruments';
import { MvccMetrics } from '../../src/storage/index.js';
import { seriesOf } from '../series-of.js';

test('the revision is that of the last change, and compactions are counted', () => {
  const store = createStore();
  const metrics = new MvccMetrics({ store });
  metrics.recordRevision(8);
  metrics.recordRevision(9);
  metrics.recordCompacted();
  metrics.recordCompacted();
  expect(seriesOf(store)).toEqual({ 'mvcc.current_revision{}': 9, 'mvcc.compaction{}': 2 });
});
