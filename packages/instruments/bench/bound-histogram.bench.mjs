const CALLS = {
  meterkit: 'series[sequence[at]].record(durations[at])',
  promClient: 'series[sequence[at]].observe(durations[at])',
  prometheusIoClient: 'series[sequence[at]].observe(durations[at])',
  opentelemetry: 'histogram.record(durations[at], sets[sequence[at]])',
};

/** A duration recorded into a histogram of 12 bounds whose labels were resolved before: 64 series in random order. */
export default async ({ allLibraries, BOUNDS, OPEN_LABELS, ...bench }) => {
  const sets = Array.from(bench.labelSets(64), Object.freeze);
  const sequence = bench.randomSequence(sets.length);
  const durations = bench.randomDurations();
  const contestants = Object.entries(await allLibraries()).map(([name, library]) => {
    const histogram = library.histogram('bound', OPEN_LABELS, BOUNDS);
    const series = sets.map((labels) => histogram.bind?.(labels) ?? histogram.labels?.(labels));
    const run = bench.loop(CALLS[name], { histogram, series, sets, sequence, durations });
    return [name, { run, check: async () => bench.sum(await library.values('bound')) }];
  });
  const samples = await bench.race(Object.fromEntries(contestants));
  const goal = { atMost: 10, promClient: 60 };
  return [bench.row({ name: 'bound histogram record', unit: 'ns', samples, scale: 1e6, goal })];
};
