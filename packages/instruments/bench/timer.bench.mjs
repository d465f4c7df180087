const MEASURED = 1 / 64;
const CALLS = {
  meterkit: 'const timer = series[sequence[at]].startTimer(); timer.stop()',
  promClient: 'const stop = series[sequence[at]].startTimer(); stop()',
  prometheusIoClient: 'const stop = series[sequence[at]].startTimer(); stop()',
  opentelemetry:
    'const start = performance.now(); histogram.record((performance.now() - start) / 1000, sets[sequence[at]])',
};

/**
 * A timer started and stopped at once, on a histogram of 12 bounds whose labels were resolved before: 64 series in random
 * order. Every timer, and one in 64 against every timer of the others, which cannot do with fewer.
 */
export default async ({ allLibraries, BOUNDS, OPEN_LABELS, ...bench }) => {
  const sets = Array.from(bench.labelSets(64), Object.freeze);
  const sequence = bench.randomSequence(sets.length);
  const { meterkit, ...others } = await allLibraries();
  const contestant = (call, library, name, more) => {
    const histogram = library.histogram(name, OPEN_LABELS, BOUNDS, more);
    const series = sets.map((labels) => histogram.bind?.(labels) ?? histogram.labels?.(labels));
    const run = bench.loop(call, { histogram, series, sets, sequence });
    return { run, check: async () => bench.sum(await library.values(name)) };
  };
  const seconds = { unit: 's' };
  const { sampled, ...samples } = await bench.race({
    meterkit: contestant(CALLS.meterkit, meterkit, 'timed', seconds),
    sampled: expecting(
      MEASURED,
      contestant(CALLS.meterkit, meterkit, 'sampled', { ...seconds, sampleTimers: MEASURED }),
    ),
    ...Object.fromEntries(
      Object.entries(others).map(([name, library]) => [
        name,
        contestant(CALLS[name], library, 'timed'),
      ]),
    ),
  });
  const row = (name, samples) => bench.row({ name, unit: 'ns', samples, scale: 1e6 });
  return [
    row('bound timer', samples),
    row('bound timer, one in 64 measured', { ...samples, meterkit: sampled }),
  ];
};

/** A contestant that leaves traces of a share of its iterations, give or take a tenth. */
function expecting(share, { run, check }) {
  let ran = 0;
  return {
    run(iterations) {
      ran += iterations;
      return run(iterations);
    },
    async check() {
      const found = await check();
      return Math.abs(found / share / ran - 1) < 0.1 ? ran : found;
    },
  };
}
