// A development server that loads its modules anew 100 times. Prints what it has come to as JSON.
const shutsDown = process.env.MODE === 'shuts down';

/** Our modules; those that are installed stay, as in development servers. */
function forget() {
  for (const path of Object.keys(require.cache))
    if (path !== __filename && !path.includes('node_modules')) delete require.cache[path];
  module.children.length = 0; // or Node.js itself would hold all of them
}

async function load(port) {
  const { counter, defineMeter } = require('@meterkit/instruments');
  const { init } = require('@meterkit/sdk');
  class Work extends defineMeter({
    name: 'work',
    instruments: { done: counter('work.done', { description: 'Work done.' }) },
  }) {}
  const telemetry = await init({ serviceName: 'reloading', scrape: { port }, logLevel: 'warn' });
  telemetry.get(Work).done.add(1);
  return telemetry;
}

async function heap() {
  await new Promise((resolve) => setTimeout(resolve, 100));
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

async function main() {
  const urls = new Set();
  let telemetry = await load(0);
  const port = Number(new URL(telemetry.scrapeUrl).port);
  let before = 0;
  const signals = process.listenerCount('SIGTERM');
  for (let i = 1; i <= 100; i++) {
    urls.add(telemetry.scrapeUrl);
    if (shutsDown) await telemetry.shutdown();
    forget();
    telemetry = await load(shutsDown ? port : 0);
    if (i === 20) before = await heap();
  }
  const page = await (await fetch(telemetry.scrapeUrl)).text();
  const result = {
    urls: urls.size,
    done: Number(/^work_done_total (\d+)/m.exec(page)[1]),
    signals: process.listenerCount('SIGTERM') - signals,
    heapGrowthMiB: ((await heap()) - before) / 2 ** 20,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

void main();
