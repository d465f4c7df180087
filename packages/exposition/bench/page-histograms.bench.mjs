const SERIES = 10_000;

/** The page of 10 000 histograms of 12 bounds and three labels, 150 000 lines, each changed since the last one. */
export default async ({ allLibraries, BOUNDS, labelSets, OPEN_LABELS, race, row }) => {
  const sets = Array.from(labelSets(SERIES));
  const contestants = Object.entries(await allLibraries()).map(([name, library]) => {
    const histogram = library.histogram('page', OPEN_LABELS, BOUNDS);
    const prepare = () => {
      for (const labels of sets) library.observe(histogram, Math.random(), labels);
    };
    let pages = 0;
    const run = async (iterations) => {
      for (let i = 0; i < iterations; i++) await library.page();
      pages += iterations;
    };
    const check = async () => {
      const samples = (await library.text()).match(/^page_bucket\{/gm).length;
      return samples === SERIES * (BOUNDS.length + 1) ? pages : `${samples} buckets on each`;
    };
    return [name, { prepare, run, check }];
  });
  const samples = await race(Object.fromEntries(contestants), {
    rounds: 15,
    sampleMs: 0,
    restMs: 100,
  });
  const goal = { promClient: 20, opentelemetry: 70 };
  return [row({ name: 'page of 10 k histograms, 12 bounds', unit: 'ms', samples, goal })];
};
