// A service under test: prints the URL of its page, then does what MODE says.
import { counter, defineMeter } from '@meterkit/instruments';
import { init } from '@meterkit/sdk';

class Work extends defineMeter({
  name: 'work',
  instruments: { done: counter('work.done', { description: 'Work done.' }) },
}) {}

const telemetry = await init({ serviceName: 'child', scrape: { port: 0 }, logLevel: 'none' });
const { done } = telemetry.get(Work);
process.stdout.write(`${telemetry.scrapeUrl}\n`);

switch (process.env.MODE) {
  case 'ends':
    break; // nothing keeps the process alive
  case 'ends-when-told':
    process.once('message', () => process.disconnect()); // until then the listener keeps it alive
    break;
  case 'own-listener':
    process.on('SIGTERM', () => {
      done.add(7);
      void telemetry.shutdown().then(() => process.exit(0));
    });
    setInterval(() => {}, 1000);
    break;
  default:
    process.on('message', () => {
      done.add(7); // the last increment before the signal
      process.kill(process.pid, 'SIGTERM');
    });
    setInterval(() => {}, 1000);
}
