// A service that is ended under hardships: MODE says which. Prints the URL of its page when it has one.
import { counter, defineMeter, observableGauge, text } from '@meterkit/instruments';
import { init } from '@meterkit/sdk';

class Work extends defineMeter({
  name: 'work',
  instruments: {
    done: counter('work.done', {
      description: 'Work done.',
      labels: { item: text({ limit: 1e5 }) },
      seriesLimit: 1e5,
    }),
    open: observableGauge('work.open', { description: 'Work that is open.' }),
  },
}) {}

const { MODE, PORT = '0' } = process.env;
const options = { serviceName: 'child', scrape: { port: Number(PORT) }, logLevel: 'none' };

const modes = {
  /** The signal comes before init() has resolved. */
  async starting() {
    void init(options);
    process.kill(process.pid, 'SIGTERM');
    setInterval(() => {}, 1000);
  },
  /** The same where the application ends itself. */
  async 'starting, own listener'() {
    const starting = init(options);
    process.on('SIGTERM', async () => {
      await (await starting).shutdown();
      process.exit(0);
    });
    process.kill(process.pid, 'SIGTERM');
    setInterval(() => {}, 1000);
  },
  /** A page of 12 MB. */
  async 'large page'() {
    const telemetry = await init(options);
    const { done } = telemetry.get(Work);
    for (let i = 0; i < 50_000; i++) done.add(1, { item: `${i}`.padStart(200, 'x') });
    serve(telemetry);
  },
  /** A callback that never answers. */
  async 'hung callback'() {
    const telemetry = await init(options);
    telemetry.get(Work).open.observe(() => {
      process.send('entered');
      return new Promise(() => {});
    });
    serve(telemetry);
  },
  async plain() {
    serve(await init(options));
  },
  async 'broken logger'() {
    const fail = () => {
      throw new Error('broken');
    };
    const reject = () => Promise.reject(new Error('broken'));
    const logger = { error: fail, warn: reject, info: fail, debug: reject };
    const telemetry = await init({ ...options, logger, logLevel: 'debug' });
    telemetry.get(Work).open.observe(fail);
    serve(telemetry);
  },
  async 'hostile globals'() {
    const telemetry = await init(options);
    Object.prototype.polluted = 'polluted';
    Date.now = () => Number.NaN;
    telemetry.get(Work).done.add(1, { item: 'a' });
    serve(telemetry);
  },
  async 'shuts down often'() {
    const telemetry = await init(options);
    process.on('message', async () => {
      await Promise.all([telemetry.shutdown(), telemetry.shutdown()]);
      await telemetry.shutdown();
      telemetry.get(Work).done.add(1, { item: 'after the end' });
      process.kill(process.pid, 'SIGTERM');
    });
    serve(telemetry);
  },
};

function serve(telemetry) {
  process.stdout.write(`${telemetry.scrapeUrl}\n`);
  setInterval(() => {}, 1000); // what keeps a service alive
}

process.on('message', () => {});
await modes[MODE]();
