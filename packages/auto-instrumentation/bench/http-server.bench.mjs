import { ask } from './http/ask.mjs';
import { recorders, servers } from './http/servers.mjs';

const ROUNDS = 25;
const WARM_UPS = 4;
const REQUESTS = 8000;

/**
 * The processor time that recording adds to a request of a server that does nothing but answer: that of its process with a
 * recorder, less that of one without, in the same round. Servers on one core, who asks on the other. The column of prom-client
 * is express-prom-bundle and fastify-metrics.
 */
export default async ({ inChild, pin, row }) => {
  pin(process.pid, 1);
  const rows = [];
  for (const framework of Object.keys(servers)) {
    const { added, rate } = await compare(inChild, framework);
    const what = `a request of ${framework}`;
    rows.push(
      row({ name: `CPU added to ${what}`, unit: 'µs', samples: added, goal: { atMost: 1 } }),
      row({
        name: `${what}, a second, of those without a recorder`,
        unit: 'share',
        samples: rate,
        higherIsBetter: true,
      }),
    );
  }
  return rows;
};

async function compare(inChild, framework) {
  const names = Object.keys(recorders).filter((name) => recorderOf(name, framework) !== undefined);
  const children = {};
  for (const name of names) {
    const args = [framework, name];
    children[name] = await inChild({ file: import.meta.url, name: 'serve', args, core: 0 });
    for (let i = 0; i < WARM_UPS; i++) await sample(children[name]);
  }
  const measured = names.filter((name) => name !== 'plain');
  const added = Object.fromEntries(measured.map((name) => [name, []]));
  const rate = Object.fromEntries(measured.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    const samples = {};
    for (const name of names.toSorted(() => Math.random() - 0.5))
      samples[name] = await sample(children[name]);
    for (const name of measured) {
      added[name].push(samples[name].cpuMicroseconds - samples.plain.cpuMicroseconds);
      rate[name].push(samples[name].perSecond / samples.plain.perSecond);
    }
  }
  for (const child of Object.values(children)) await child.end();
  return { added, rate };
}

/** A recorder may differ by framework, and is then a table. */
function recorderOf(name, framework) {
  const recorder = recorders[name];
  return typeof recorder === 'function' ? recorder : recorder[framework];
}

export async function serve(_, framework, name) {
  const extend = (await recorderOf(name, framework)()) ?? (() => {});
  return {
    port: await servers[framework](extend),
    cpu: () => {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
  };
}

async function sample(child) {
  const before = await child.call('cpu');
  const start = performance.now();
  await ask(child.value.port, REQUESTS);
  const seconds = (performance.now() - start) / 1000;
  const cpuMicroseconds = ((await child.call('cpu')) - before) / REQUESTS;
  return { cpuMicroseconds, perSecond: REQUESTS / seconds };
}
