import { Client, credentials, Server, ServerCredentials } from '@grpc/grpc-js';
import { instrumentServer } from '@meterkit/auto-instrumentation/grpc';
import { createStore } from '@meterkit/instruments';
import { RpcServerMetrics } from '@meterkit/meters/rpc';

const CONCURRENCY = 16;

const same = (bytes) => bytes;
const method = {
  path: '/bench.Echo/Unary',
  requestStream: false,
  responseStream: false,
  requestSerialize: same,
  requestDeserialize: same,
  responseSerialize: same,
  responseDeserialize: same,
};

/**
 * Unary calls over a socket of this machine, 16 at a time, client and server in one process: with the recorder and without it,
 * in turn. The difference of two samples of a round is what the recorder costs, in time of the one thread that is busy.
 */
export default async ({ race, row }) => {
  const plain = await contestant(() => {});
  const measured = await contestant((server) =>
    instrumentServer(server, { metrics: new RpcServerMetrics({ store: createStore() }) }),
  );
  const samples = await race({ plain, measured }, { rounds: 41, sampleMs: 100 });
  plain.close();
  measured.close();
  const perSecond = (of) => ({ meterkit: of.map((ms) => 1000 / ms) });
  const added = samples.measured.map((ms, round) => ms - samples.plain[round]);
  const rate = { unit: '1/s', higherIsBetter: true };
  return [
    row({ name: 'gRPC calls, not measured', samples: perSecond(samples.plain), ...rate }),
    row({ name: 'gRPC calls, measured', samples: perSecond(samples.measured), ...rate }),
    row({ name: 'gRPC recorder, a call', unit: 'us', samples: { meterkit: added }, scale: 1e3 }),
  ];
};

async function contestant(instrument) {
  let answered = 0;
  const server = new Server();
  instrument(server);
  server.addService(
    { Unary: method },
    {
      Unary: ({ request }, callback) => {
        answered += 1;
        callback(null, request);
      },
    },
  );
  const port = await new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  const message = Buffer.from('0123456789abcdef');
  const call = () =>
    new Promise((resolve, reject) =>
      client.makeUnaryRequest(method.path, same, same, message, (error) =>
        error ? reject(error) : resolve(),
      ),
    );
  return {
    run: async (iterations) => {
      let left = iterations;
      const caller = async () => {
        while (left-- > 0) await call();
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, caller));
    },
    check: () => answered,
    close: () => {
      client.close();
      server.forceShutdown();
    },
  };
}
