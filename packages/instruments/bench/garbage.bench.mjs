const MEASUREMENTS = 20_000;
const LIBRARIES = ['meterkit', 'promClient', 'prometheusIoClient', 'opentelemetry'];
const BOUND = {
  meterkit: 'series[sequence[at]].add(1)',
  promClient: 'series[sequence[at]].inc()',
  prometheusIoClient: 'series[sequence[at]].inc()',
  opentelemetry: 'counter.add(1, sets[sequence[at]])',
};
const OBJECT = 'const { environment, strategy, module } = sets[sequence[at]]';
const LABELLED = {
  meterkit: `${OBJECT}; counter.add(1, { environment, strategy, module })`,
  promClient: `${OBJECT}; counter.inc({ environment, strategy, module })`,
  prometheusIoClient: `${OBJECT}; counter.inc({ environment, strategy, module })`,
  opentelemetry: `${OBJECT}; counter.add(1, { environment, strategy, module })`,
};

/** What a measurement leaves to the garbage collector; with labels, the object that the caller makes is 48 bytes of it. */
export default async ({ inChild, row }) => {
  // So much room that no collection comes in between: then the heap grows by what is allocated.
  const nodeOptions = ['--min-semi-space-size=128', '--max-semi-space-size=128'];
  const measure = async (calls) => {
    const samples = {};
    for (const name of LIBRARIES) {
      const args = [name, calls[name]];
      const child = await inChild({ file: import.meta.url, name: 'garbage', args, nodeOptions });
      samples[name] = child.value;
      await child.end();
    }
    return samples;
  };
  return [
    row({
      name: 'garbage, bound counter add',
      unit: 'B',
      samples: await measure(BOUND),
      goal: { atMost: 0 },
    }),
    row({
      name: 'garbage, counter add, 3 labels',
      unit: 'B',
      samples: await measure(LABELLED),
      goal: { atMost: 48 },
    }),
  ];
};

/** Bytes a measurement, several times over. */
export async function garbage(
  { labelSets, library: open, loop, OPEN_LABELS, randomSequence },
  name,
  call,
) {
  const library = await open(name);
  const counter = library.counter('counter', OPEN_LABELS);
  const sets = Array.from(labelSets(64), Object.freeze);
  const series = sets.map((labels) => counter.bind?.(labels) ?? counter.labels?.(labels));
  const run = loop(call, { counter, series, sets, sequence: randomSequence(64) });
  for (let i = 0; i < 50; i++) run(MEASUREMENTS);
  return Array.from({ length: 9 }, () => {
    globalThis.gc();
    const before = process.memoryUsage().heapUsed;
    run(MEASUREMENTS);
    return Math.round((process.memoryUsage().heapUsed - before) / MEASUREMENTS);
  });
}
