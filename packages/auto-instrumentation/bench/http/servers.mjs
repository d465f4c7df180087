import { once } from 'node:events';
import { createServer } from 'node:http';

/** Servers that answer `/hello` and do nothing else: each takes what a library adds to the application, and returns its port. */
export const servers = {
  async 'node:http'() {
    return portOf(
      createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1'),
    );
  },
  async 'Express 5'(extend) {
    const { default: express } = await import('express');
    const app = express();
    await extend(app);
    app.get('/:name', (_request, response) => response.end('hello'));
    return portOf(app.listen(0, '127.0.0.1'));
  },
  async 'Fastify 5'(extend) {
    const { fastify } = await import('fastify');
    const app = fastify();
    await extend(app);
    app.get('/:name', async () => 'hello');
    await app.listen({ host: '127.0.0.1', port: 0 });
    return app.server.address().port;
  },
};

/** What records, in the order of the columns; `promClient` is what people add to that framework to have it. */
export const recorders = {
  plain: () => {},
  async meterkit() {
    const { recordHttpServer } = await import('@meterkit/auto-instrumentation/http');
    recordHttpServer();
  },
  promClient: {
    async 'Express 5'() {
      const { default: bundle } = await import('express-prom-bundle');
      const options = { includeMethod: true, includePath: true, autoregister: false };
      return (app) => app.use(bundle(options));
    },
    async 'Fastify 5'() {
      const { default: plugin } = await import('fastify-metrics');
      return (app) => app.register(plugin, { endpoint: null, defaultMetrics: { enabled: false } });
    },
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

async function portOf(server) {
  await once(server, 'listening');
  return server.address().port;
}
