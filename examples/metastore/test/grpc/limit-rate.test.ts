import { Connection } from '../../src/grpc/connection.js';
import { limitRate } from '../../src/grpc/limit-rate.js';
import { protocol } from '../../src/grpc/protocol.js';
import { startServer } from '../start-server.js';

const { Range } = protocol['metastore.KeyValue'];

test('there are as many calls in a second as said', async () => {
  const limited: string[] = [];
  let second = () => {};
  jest.spyOn(globalThis, 'setInterval').mockImplementationOnce((tick, ms) => {
    expect(ms).toBe(1000);
    second = tick;
    return { unref: () => {} } as NodeJS.Timeout; // all that is asked of it
  });
  const server = await startServer([limitRate(4, (method) => limited.push(method))]);
  const client = new Connection(server.address);
  const callMany = async (count: number) => {
    const calls = Array.from({ length: count }, () => client.call(Range, { key: 'a' }));
    const ended = await Promise.allSettled(calls);
    return ended.filter(({ status }) => status === 'fulfilled').length;
  };

  expect(await callMany(6)).toBe(4);
  expect(limited).toEqual(Array(2).fill('/metastore.KeyValue/Range'));
  expect(await callMany(1)).toBe(0);
  second();
  expect(await callMany(2)).toBe(2);
  expect(await callMany(6)).toBe(2);
  second();
  expect(await callMany(6)).toBe(4);
  client.close();
  server.close();
});
