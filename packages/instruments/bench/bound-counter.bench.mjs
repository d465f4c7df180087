const CALLS = {
  meterkit: 'series[sequence[at]].add(1)',
  promClient: 'series[sequence[at]].inc()',
  prometheusIoClient: 'series[sequence[at]].inc()',
  opentelemetry: 'counter.add(1, sets[sequence[at]])',
};

/**
 * An addition to a series whose labels were resolved before: 64 series in random order. What prom-client's `labels()` returns
 * looks them up again each time, and OpenTelemetry has nothing of the kind: the attributes are shared.
 */
export default async ({
  allLibraries,
  labelSets,
  loop,
  OPEN_LABELS,
  race,
  randomSequence,
  row,
  sum,
}) => {
  const sets = Array.from(labelSets(64), Object.freeze);
  const sequence = randomSequence(sets.length);
  const contestants = Object.entries(await allLibraries()).map(([name, library]) => {
    const counter = library.counter('bound', OPEN_LABELS);
    const series = sets.map((labels) => counter.bind?.(labels) ?? counter.labels?.(labels));
    const run = loop(CALLS[name], { counter, series, sets, sequence });
    return [name, { run, check: async () => sum(await library.values('bound')) }];
  });
  const samples = await race(Object.fromEntries(contestants));
  const goal = { atMost: 3, promClient: 100 };
  return [row({ name: 'bound counter add', unit: 'ns', samples, scale: 1e6, goal })];
};
