import { connect } from '../../src/grpc/connect.js';
import { limitRate } from '../../src/grpc/limit-rate.js';
import { protocol } from '../../src/grpc/protocol.js';
import { startServer } from '../start-server.js';

const { Range } = protocol['metastore.KeyValue'];

test('there are as many calls as a second has, and more as time goes by', async () => {
  let nowMs = 0;
  const limited: string[] = [];
  const interceptor = limitRate(
    4,
    (method) => limited.push(method),
    () => nowMs,
  );
  const server = await startServer([interceptor]);
  const { call, close } = connect(server.address);
  const callMany = async (count: number) => {
    const calls = Array.from({ length: count }, () => call(Range, { key: 'a' }));
    const ended = await Promise.allSettled(calls);
    return ended.filter(({ status }) => status === 'fulfilled').length;
  };

  expect(await callMany(6)).toBe(4);
  expect(limited).toEqual(Array(2).fill('/metastore.KeyValue/Range'));
  nowMs += 249;
  expect(await callMany(1)).toBe(0);
  nowMs += 1;
  expect(await callMany(2)).toBe(1);
  nowMs += 60_000;
  expect(await callMany(6)).toBe(4);
  close();
  await server.close();
});
