// A service that is up; prints the modules of Node that it has by then and that OpenTelemetry alone does not load.
import '@opentelemetry/exporter-prometheus';

const loaded = new Set(process.moduleLoadList);
const { init } = await import('@meterkit/sdk');
const telemetry = await init({ serviceName: 'child', scrape: { port: 0 }, logLevel: 'none' });
process.stdout.write(JSON.stringify(process.moduleLoadList.filter((name) => !loaded.has(name))));
await telemetry.shutdown();
