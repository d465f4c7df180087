// The service that is attacked: an application with metrics. It says where it listens on its channel, and then does what it is
// told there: the name of one of `deeds`, with an argument.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { counter, defineMeter, gauge, observableGauge, text } from '@meterkit/instruments';
import { init } from '@meterkit/sdk';

const MANY = 100_000;
const options = JSON.parse(process.env.CHAOS);

class Chaos extends defineMeter({
  name: 'chaos',
  instruments: {
    served: counter('served', { description: 'Answers.', labels: { path: text({ limit: 20 }) } }),
    level: observableGauge('level', { description: 'What the callbacks observe.' }),
    bulk: gauge('bulk', {
      description: 'Makes the page large.',
      labels: { n: text({ limit: MANY }), filler: text(), more: text() },
      seriesLimit: MANY,
    }),
  },
}) {}

const unhandled = [];
for (const event of ['unhandledRejection', 'uncaughtException'])
  process.on(event, (error) => unhandled.push(`${event}: ${error?.stack ?? error}`));

const warnings = [];
const logged = (message) => void warnings.push(message);
const telemetry = await init({
  serviceName: 'chaos',
  logger: { error: logged, warn: logged, info: () => {}, debug: () => {} },
  limits: { series: MANY * 2 },
  shutdown: { onSignal: false, graceMs: 0 },
  ...options,
  scrape: { port: 0, ...options.scrape },
});
const chaos = telemetry.get(Chaos);
const foreignLevel = telemetry.meterProvider.getMeter('foreign').createObservableGauge('foreign');
// of one name in two scopes: they are merged into one family
for (const scope of ['one', 'two'])
  telemetry.meterProvider.getMeter(scope).createCounter('merged').add(1, { scope });

const server = createServer((request, response) => {
  chaos.served.add(1, { path: request.url });
  response.end('hello\n');
});

const now = Date.now;
const jumpingTo = (clock) => () => {
  Date.now = clock;
};

const callbacks = {
  'sets the clock an hour back': jumpingTo(() => now() - 3_600_000),
  'sets the clock a day forward': jumpingTo(() => now() + 86_400_000),
  'breaks the clock': jumpingTo(() => Number.NaN),
  throws() {
    throw new Error('no');
  },
  'throws null': () => {
    throw null;
  },
  rejects: () => Promise.reject(new Error('no')),
  'rejects with nothing': () => Promise.reject(),
  hangs: () => new Promise(() => {}),
  're-enters': async (result) => {
    chaos.served.add(1, { path: '/from-a-callback' });
    telemetry.meterProvider.getMeter('late').createCounter(`made.in.callback.${runs}`).add(1);
    await (await fetch(telemetry.scrapeUrl, { headers: { connection: 'close' } })).text();
    result.observe(6);
  },
  'takes three seconds': (result) =>
    new Promise((resolve) => setTimeout(resolve, 3000)).then(() => result.observe(3)),
};
let calm = () => {};
let runs = 0;

const deeds = {
  /** `series` more lines of the page, each twice `width` characters longer than it has to be. */
  grow({ series, width }) {
    const filler = 'x'.repeat(width);
    for (let n = 0; n < series; n++) chaos.bulk.set(n, { n: `${n}`, filler, more: filler });
  },
  /** Both kinds of callbacks, those of typed meters and those of OpenTelemetry, do this from now on. */
  misbehave(kind) {
    const callback = (result) => {
      runs++;
      return callbacks[kind](result);
    };
    runs = 0;
    const stop = chaos.level.observe(callback);
    foreignLevel.addCallback(callback);
    calm = () => {
      stop();
      foreignLevel.removeCallback(callback);
    };
  },
  /** A series, and instruments of both kinds, that have not been there. */
  record(name) {
    chaos.served.add(1, { path: name });
    const late = counter(`late.${name}`, { description: 'Made later.' });
    telemetry.get(defineMeter({ name: `late.${name}`, instruments: { late } })).late.add(1);
    telemetry.meterProvider.getMeter('late').createCounter(`late.foreign.${name}`).add(1);
  },
  freezeDate: () => void Object.freeze(Object.freeze(Date).prototype),
  pollute() {
    for (const key of ['polluted', 'le', 'format'])
      Object.defineProperty(Object.prototype, key, {
        value: 'polluted',
        writable: true,
        enumerable: true,
        configurable: true,
      });
  },
  repair() {
    calm();
    if (Date.now !== now) Date.now = now; // it may be frozen
    for (const key of ['polluted', 'le', 'format']) delete Object.prototype[key];
  },
  block(ms) {
    const end = performance.now() + ms;
    while (performance.now() < end);
  },
  look() {
    globalThis.gc();
    const [, residentKib] = /VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
    return {
      unhandled,
      warnings,
      runs,
      residentMib: residentKib / 1024,
      heapMib: process.memoryUsage().heapUsed / 2 ** 20,
      descriptors: readdirSync('/proc/self/fd').length,
    };
  },
};

process.on('message', ([deed, argument]) => {
  try {
    process.send({ result: deeds[deed](argument) });
  } catch (error) {
    process.send({ error: `${deed}: ${error.stack}` });
  }
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () =>
  process.send({ url: telemetry.scrapeUrl, application: server.address().port }),
);
