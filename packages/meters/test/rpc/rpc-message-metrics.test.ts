import { createStore } from '@meterkit/instruments';
import { RpcMessageMetrics } from '../../src/rpc/index.js';
import { seriesOf } from '../series-of.js';

const labels = { method: '/kv.KV/Watch' } as const;
const where = 'method=/kv.KV/Watch';

test('messages are counted each way', () => {
  const store = createStore();
  const metrics = new RpcMessageMetrics({ store });
  metrics.recordReceived(labels);
  metrics.recordSent(labels);
  metrics.recordSent(labels);
  expect(seriesOf(store)).toEqual({
    [`grpc.server.messages_received{${where}}`]: 1,
    [`grpc.server.messages_sent{${where}}`]: 2,
  });
});

test('methods that are registered are there at zero', () => {
  const store = createStore();
  new RpcMessageMetrics({ store }).registerMethods(['/kv.KV/Watch', '/kv.KV/Put']);
  const live = store.families().map(({ name, live }) => [name, live]);
  expect(Object.fromEntries(live)).toMatchObject({
    'grpc.server.messages_received': 2,
    'grpc.server.messages_sent': 2,
  });
});
