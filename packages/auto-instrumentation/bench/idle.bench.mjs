import { setTimeout } from 'node:timers/promises';

const STARTS = {
  nothing: 'startNothing',
  meterkit: 'startMeterkit',
  promClient: 'startPromClient',
};
const ROUNDS = 5;
const SLICES = 21;

/**
 * What process and runtime metrics cost while nothing happens and nobody scrapes, above a process without any, each time in new
 * processes that rest side by side; and to collect them, without writing a page.
 */
export default async ({ inChild, row }) => {
  const shares = { nothing: [], meterkit: [], promClient: [] };
  for (let round = 0; round < ROUNDS; round++)
    await Promise.all(
      Object.entries(STARTS).map(async ([name, start]) => {
        const child = await inChild({ file: import.meta.url, name: 'idle', args: [start] });
        shares[name].push(child.value);
        await child.end();
      }),
    );
  const above = (name) => shares[name].map((share, round) => share - shares.nothing[round]);
  const idle = { meterkit: above('meterkit'), promClient: above('promClient') };
  const child = await inChild({ file: import.meta.url, name: 'collections' });
  const samples = child.value;
  await child.end();
  return [
    row({
      name: 'idle cost of process and runtime metrics',
      unit: '% of a core',
      samples: idle,
      scale: 100,
      goal: { atMost: 0.1 },
    }),
    row({
      name: 'collection of process and runtime metrics',
      unit: 'ms',
      samples,
      goal: { atMost: 1 },
    }),
  ];
};

/**
 * The share of a core that the process takes: the median second, for V8 collects once more when a program has come to rest,
 * which takes as much as all that is measured here in a minute.
 */
export async function idle(_bench, start) {
  await starts[start]();
  await setTimeout(2000);
  const shares = [];
  for (let slice = 0; slice < SLICES; slice++) {
    const before = process.cpuUsage();
    const startMs = performance.now();
    await setTimeout(1000);
    const { user, system } = process.cpuUsage(before);
    shares.push((user + system) / 1000 / (performance.now() - startMs));
  }
  return shares.sort((a, b) => a - b)[(SLICES - 1) / 2];
}

export async function collections({ race }) {
  const collect = {
    meterkit: await starts.startMeterkit(),
    promClient: await starts.startPromClient(),
  };
  const contestant = (collectOnce) => {
    let ran = 0;
    return {
      async run(iterations) {
        for (let i = 0; i < iterations; i++) ran += (await collectOnce()) ? 1 : 0;
      },
      check: () => ran,
    };
  };
  return race(
    { meterkit: contestant(collect.meterkit), promClient: contestant(collect.promClient) },
    { rounds: 51 },
  );
}

/** Each returns what collects once and resolves to whether there was something. */
const starts = {
  startNothing: () => {},
  async startMeterkit() {
    const [{ createStore }, { recordProcess }, { recordRuntime }] = await Promise.all([
      import('@meterkit/instruments'),
      import('@meterkit/auto-instrumentation/process'),
      import('@meterkit/auto-instrumentation/runtime'),
    ]);
    const store = createStore();
    recordProcess({ store });
    recordRuntime({ store });
    return async () => (await store.collect()) === 0;
  },
  async startPromClient() {
    const { default: prom } = await import('prom-client');
    const registry = new prom.Registry();
    prom.collectDefaultMetrics({ register: registry });
    return async () => (await registry.getMetricsAsJSON()).length > 0;
  },
};
