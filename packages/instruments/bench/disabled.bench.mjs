const SETS = 64;
const CALLS = {
  'counter add, 3 labels': 'counter.add(1, sets[sequence[at]])',
  'bound counter add': 'series[sequence[at]].add(1)',
};

/** What it costs to call an instrument that is disabled. The goal is what the same call of one that is not disabled takes beside it. */
export default async ({ labelSets, library, loop, OPEN_LABELS, race, randomSequence, row }) => {
  const sets = Array.from(labelSets(SETS), Object.freeze);
  const sequence = randomSequence(SETS);
  const rows = [];
  for (const [name, call] of Object.entries(CALLS)) {
    const contestants = {};
    for (const isDisabled of [true, false]) {
      const { store, counter: make } = await library('meterkit');
      const counter = make('called', OPEN_LABELS);
      const series = sets.map((labels) => counter.bind(labels));
      store.configure({ policy: { isDisabled: () => isDisabled } });
      let ran = 0;
      const calls = loop(call, { counter, series, sets, sequence });
      const run = (iterations) => {
        ran += iterations;
        calls(iterations);
      };
      contestants[isDisabled ? 'disabled' : 'enabled'] = { run, check: () => ran };
    }
    const { disabled, enabled } = await race(contestants);
    const median = (samples) => samples.toSorted((a, b) => a - b)[samples.length >> 1] * 1e6;
    rows.push(
      row({
        name: `${name}, disabled`,
        unit: 'ns',
        samples: { meterkit: disabled },
        scale: 1e6,
        goal: { atMost: median(enabled) },
      }),
    );
  }
  return rows;
};
