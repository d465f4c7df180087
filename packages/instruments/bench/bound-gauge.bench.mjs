const CALLS = {
  meterkit: 'series[sequence[at]].set(event + 1)',
  promClient: 'series[sequence[at]].set(event + 1)',
  prometheusIoClient: 'series[sequence[at]].set(event + 1)',
  opentelemetry: 'gauge.record(event + 1, sets[sequence[at]])',
};

/** A value set in a series whose labels were resolved before: 64 series in random order. */
export default async ({
  allLibraries,
  labelSets,
  loop,
  OPEN_LABELS,
  race,
  randomSequence,
  row,
}) => {
  const sets = Array.from(labelSets(64), Object.freeze);
  const sequence = randomSequence(sets.length);
  const contestants = Object.entries(await allLibraries()).map(([name, library]) => {
    const gauge = library.gauge('bound', OPEN_LABELS);
    const series = sets.map((labels) => gauge.bind?.(labels) ?? gauge.labels?.(labels));
    const run = loop(CALLS[name], { gauge, series, sets, sequence });
    return [name, { run, check: async () => Math.max(...(await library.values('bound'))) }];
  });
  const samples = await race(Object.fromEntries(contestants));
  return [row({ name: 'bound gauge set', unit: 'ns', samples, scale: 1e6 })];
};
