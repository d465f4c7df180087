import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';

const CONTESTANTS = ['plain', 'meterkit', 'opentelemetry'];
const ROUNDS = 25;
const WARM_UPS = 4;
const REQUESTS = 8000;
const CONNECTIONS = 16;

/**
 * The processor time that recording adds to a request of a server that does nothing but answer: that of its process with a
 * recorder, less that of one without, in the same round. Servers on one core, who asks on the other.
 */
export default async ({ inChild, pin, row }) => {
  pin(process.pid, 1);
  const servers = {};
  for (const name of CONTESTANTS) {
    servers[name] = await inChild({ file: import.meta.url, name: 'serve', args: [name], core: 0 });
    for (let i = 0; i < WARM_UPS; i++) await sample(servers[name]);
  }
  const added = { meterkit: [], opentelemetry: [] };
  const rate = { meterkit: [], opentelemetry: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const samples = {};
    for (const name of CONTESTANTS.toSorted(() => Math.random() - 0.5))
      samples[name] = await sample(servers[name]);
    for (const name of Object.keys(added)) {
      added[name].push(samples[name].cpuMicroseconds - samples.plain.cpuMicroseconds);
      rate[name].push(samples[name].perSecond / samples.plain.perSecond);
    }
  }
  for (const server of Object.values(servers)) await server.end();
  return [
    row({ name: 'CPU added to a request', unit: 'µs', samples: added, goal: { atMost: 1 } }),
    row({
      name: 'requests a second, of those without a recorder',
      unit: 'share',
      samples: rate,
      higherIsBetter: true,
    }),
  ];
};

const RECORDERS = {
  plain: () => {},
  async meterkit() {
    const { recordHttpServer } = await import('@meterkit/auto-instrumentation/http');
    recordHttpServer();
  },
  async opentelemetry() {
    const { createRequire } = await import('node:module');
    const { MeterProvider, PeriodicExportingMetricReader, InMemoryMetricExporter } = await import(
      '@opentelemetry/sdk-metrics'
    );
    const { HttpInstrumentation } = await import('@opentelemetry/instrumentation-http');
    const exporter = new InMemoryMetricExporter(1); // cumulative
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const instrumentation = new HttpInstrumentation();
    instrumentation.setMeterProvider(new MeterProvider({ readers: [reader] }));
    instrumentation.enable();
    createRequire(import.meta.url)('http'); // it patches what is required from now on
  },
};

export async function serve(_, name) {
  await RECORDERS[name]();
  const server = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    cpu: () => {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
  };
}

async function sample(server) {
  const before = await server.call('cpu');
  const start = performance.now();
  await ask(server.value.port);
  const seconds = (performance.now() - start) / 1000;
  const cpuMicroseconds = ((await server.call('cpu')) - before) / REQUESTS;
  return { cpuMicroseconds, perSecond: REQUESTS / seconds };
}

/** Each connection asks as soon as it has its answer, which comes in one piece. */
async function ask(port) {
  const each = Array.from({ length: CONNECTIONS }, () => askOn(port, REQUESTS / CONNECTIONS));
  await Promise.all(each);
}

function askOn(port, requests) {
  return new Promise((resolve, reject) => {
    let left = requests;
    const socket = connect(port, '127.0.0.1', () => socket.write(REQUEST));
    socket.on('error', reject);
    socket.on('data', () => {
      if (--left > 0) return socket.write(REQUEST);
      socket.destroy();
      return resolve();
    });
  });
}

const REQUEST =
  'GET /hello HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nUser-Agent: bench\r\nAccept-Encoding: gzip\r\n\r\n';
