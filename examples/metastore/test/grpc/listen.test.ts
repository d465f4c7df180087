import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { connect } from '../../src/grpc/connect.js';
import { protocol } from '../../src/grpc/protocol.js';
import { startServer } from '../start-server.js';

const { Range } = protocol['metastore.KeyValue'];

test('a server closes, whether its clients close their end or not', async () => {
  const server = await startServer();
  const client = connect(server.address);
  await client.call(Range, {});
  const silent = connectSocket({
    port: Number(server.address.split(':').at(-1)),
    host: '127.0.0.1',
  });
  await once(silent, 'connect');
  await server.close();
  await expect(client.call(Range, {}, { timeoutMs: 1000 })).rejects.toThrow('UNAVAILABLE');
  client.close();
  silent.destroy();
});
