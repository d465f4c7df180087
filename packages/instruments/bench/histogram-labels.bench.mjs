const OBJECT =
  '{ environment: a[sequence[at] >> 4], strategy: b[(sequence[at] >> 2) & 3], module: c[sequence[at] & 3] }';
const CALLS = {
  meterkit: `histogram.record(durations[at], ${OBJECT})`,
  promClient: `histogram.observe(${OBJECT}, durations[at])`,
  prometheusIoClient: `histogram.observe(${OBJECT}, durations[at])`,
  opentelemetry: `histogram.record(durations[at], ${OBJECT})`,
};
const LABELS = {
  environment: ['development', 'staging', 'canary', 'production'],
  strategy: ['rolling', 'blue-green', 'recreate', 'shadow'],
  module: undefined,
};
const MODULES = ['billing', 'orders', 'search', 'accounts'];

/** A duration recorded with three labels into a histogram of 12 bounds, at one place in the code: 64 series. */
export default async ({
  allLibraries,
  BOUNDS,
  loop,
  race,
  randomDurations,
  randomSequence,
  row,
  sum,
}) => {
  const [a, b, c] = [LABELS.environment, LABELS.strategy, MODULES];
  const sequence = randomSequence(64);
  const durations = randomDurations();
  const contestants = Object.entries(await allLibraries()).map(([name, library]) => {
    const histogram = library.histogram('labelled', LABELS, BOUNDS);
    const run = loop(CALLS[name], { histogram, sequence, durations, a, b, c });
    return [name, { run, check: async () => sum(await library.values('labelled')) }];
  });
  const samples = await race(Object.fromEntries(contestants));
  return [row({ name: 'histogram record, 3 labels', unit: 'ns', samples, scale: 1e6 })];
};
