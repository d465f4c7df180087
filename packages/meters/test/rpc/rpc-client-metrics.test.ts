import { createStore } from '@meterkit/instruments';
import { RpcClientMetrics } from '../../src/rpc/index.js';
import { seriesOf } from '../series-of.js';

const labels = { 'rpc.method': 'kv.KV/Put' } as const;
const where = 'rpc.method=kv.KV/Put';

afterEach(() => jest.useRealTimers());

test('a call is active until it has its status, which is timed once', () => {
  jest.useFakeTimers();
  const store = createStore();
  const metrics = new RpcClientMetrics({ store });
  const call = metrics.startCall(labels);
  metrics.startCall(labels);
  expect(seriesOf(store)).toEqual({ [`rpc.client.active_calls{${where}}`]: 2 });
  jest.advanceTimersByTime(40);
  call.end('UNAVAILABLE');
  call.end('OK');
  expect(seriesOf(store)).toEqual({
    [`rpc.client.active_calls{${where}}`]: 1,
    [`rpc.client.call.duration{${where},rpc.response.status_code=UNAVAILABLE}`]: [
      0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.04,
    ],
  });
});

test.each([undefined, null, 'kv.KV/Put'])('%p for labels throws nowhere', (given) => {
  const wrong = given as never; // what the compiler would refuse
  new RpcClientMetrics({ store: createStore() }).startCall(wrong).end(wrong);
});
