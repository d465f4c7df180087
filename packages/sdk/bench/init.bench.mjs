const STARTS = {
  meterkit: 'startMeterkit',
  promClient: 'startPromClient',
  opentelemetry: 'startOpenTelemetry',
};
const ROUNDS = 15;

/** From nothing to a page that can be scraped, each time in a new process: the start alone, and with the imports it needs. */
export default async ({ inChild, row }) => {
  const starts = Object.fromEntries(Object.keys(STARTS).map((library) => [library, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const [library, name] of Object.entries(STARTS)) {
      const child = await inChild({ file: import.meta.url, name });
      starts[library].push(child.value);
      await child.end();
    }
  const samplesOf = (pick) =>
    Object.fromEntries(Object.entries(starts).map(([library, all]) => [library, all.map(pick)]));
  const alone = samplesOf(({ startMs }) => startMs);
  const withImports = samplesOf(({ importMs, startMs }) => importMs + startMs);
  return [
    row({ name: 'init()', unit: 'ms', samples: alone, goal: { atMost: 50 } }),
    row({ name: 'init() and imports', unit: 'ms', samples: withImports, goal: { atMost: 150 } }),
  ];
};

export async function startMeterkit() {
  return timed(
    () => import('@meterkit/sdk'),
    ({ init }) => init({ serviceName: 'bench', scrape: { port: 0 }, logLevel: 'error' }),
  );
}

export async function startPromClient() {
  return timed(
    () => Promise.all([import('prom-client'), import('node:http')]),
    async ([{ default: prom }, { createServer }]) => {
      prom.collectDefaultMetrics();
      const server = createServer(async (_request, response) =>
        response.end(await prom.register.metrics()),
      );
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    },
  );
}

export async function startOpenTelemetry() {
  return timed(
    () =>
      Promise.all([
        import('@opentelemetry/sdk-metrics'),
        import('@opentelemetry/exporter-prometheus'),
      ]),
    async ([{ MeterProvider }, { PrometheusExporter }]) => {
      const exporter = new PrometheusExporter({
        port: 0,
        host: '127.0.0.1',
        preventServerStart: true,
      });
      new MeterProvider({ readers: [exporter] });
      await exporter.startServer();
    },
  );
}

async function timed(load, start) {
  const beforeMs = performance.now();
  const modules = await load();
  const loadedMs = performance.now();
  await start(modules);
  return { importMs: loadedMs - beforeMs, startMs: performance.now() - loadedMs };
}
