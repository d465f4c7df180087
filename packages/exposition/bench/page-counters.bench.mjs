const SERIES = 100_000;

/** The page of 100 000 counter series of three labels, each of which has changed since the last one. */
export default async ({ allLibraries, labelSets, longestGap, OPEN_LABELS, race, row }) => {
  const sets = Array.from(labelSets(SERIES));
  const libraries = Object.entries(await allLibraries());
  const contestants = libraries.map(([name, library]) => {
    const counter = library.counter('page', OPEN_LABELS);
    const prepare = () => {
      for (const labels of sets)
        library.increment(counter, Math.ceil(Math.random() * 1000), labels);
    };
    let pages = 0;
    const run = async (iterations) => {
      for (let i = 0; i < iterations; i++) await library.page();
      pages += iterations;
    };
    const check = async () => {
      const samples = (await library.text()).match(/^page(_total)?\{/gm).length;
      return samples === SERIES ? pages : `${samples} samples on each`;
    };
    return [name, { prepare, run, check }];
  });
  const samples = await race(Object.fromEntries(contestants), {
    rounds: 15,
    sampleMs: 0,
    restMs: 100,
  });
  const gaps = {};
  for (const [name, { page }] of libraries) {
    gaps[name] = [];
    for (let i = 0; i < 5; i++) gaps[name].push(await longestGap(page));
  }
  const what = 'page of 100 k counter series';
  return [
    row({ name: what, unit: 'ms', samples, goal: { promClient: 50, opentelemetry: 100 } }),
    row({ name: `${what}, longest gap`, unit: 'ms', samples: gaps, goal: { atMost: 6 } }),
  ];
};
