const LABELS = {
  environment: ['development', 'staging', 'canary', 'production'],
  strategy: ['rolling', 'blue-green', 'recreate', 'shadow'],
  module: undefined,
};
const MODULES = ['billing', 'orders', 'search', 'accounts'];
const OBJECT =
  '{ environment: a[sequence[at] >> 4], strategy: b[(sequence[at] >> 2) & 3], module: c[sequence[at] & 3] }';
const CALLS = {
  meterkit: `counter.add(1, ${OBJECT})`,
  promClient: `counter.inc(${OBJECT})`,
  prometheusIoClient: `counter.inc(${OBJECT})`,
  opentelemetry: `counter.add(1, ${OBJECT})`,
};

/** An addition with three labels, two of closed sets and one open, at one place in the code: 64 series in random order. */
export default async ({ allLibraries, loop, race, randomSequence, row, sum }) => {
  const [a, b, c] = [LABELS.environment, LABELS.strategy, MODULES];
  const sequence = randomSequence(64);
  const contestants = Object.entries(await allLibraries()).map(([name, library]) => {
    const counter = library.counter('labelled', LABELS);
    const run = loop(CALLS[name], { counter, sequence, a, b, c });
    return [name, { run, check: async () => sum(await library.values('labelled')) }];
  });
  const samples = await race(Object.fromEntries(contestants));
  const goal = { promClient: 6, opentelemetry: 20 };
  return [row({ name: 'counter add, 3 labels', unit: 'ns', samples, scale: 1e6, goal })];
};
