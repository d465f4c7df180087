// A service that is up; prints the modules of Node that it has by then.
import { init } from '@meterkit/sdk';

const telemetry = await init({ serviceName: 'child', scrape: { port: 0 }, logLevel: 'none' });
process.stdout.write(JSON.stringify(process.moduleLoadList));
await telemetry.shutdown();
