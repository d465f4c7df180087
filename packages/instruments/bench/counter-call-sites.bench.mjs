const INSTRUMENTS = 32;
/** What a call looks like up to its labels. */
const CALLS = {
  meterkit: 'add(1, ',
  promClient: 'inc(',
  prometheusIoClient: 'inc(',
  opentelemetry: 'add(1, ',
};

/**
 * An addition with three labels on one of 32 counters, each with label names of its own and called from a function of its
 * own, in random order: what an application looks like to the compiler. 64 series each.
 */
export default async ({ allLibraries, race, randomSequence, row, SEQUENCE_MASK }) => {
  const sequence = randomSequence(INSTRUMENTS * 64);
  const contestants = Object.entries(await allLibraries()).map(([name, library]) => {
    const callers = Array.from({ length: INSTRUMENTS }, (_, i) => caller(name, library, i));
    const run = new Function('callers', 'sequence', `return (iterations) => {
      for (let i = 0; i < iterations; i++) {
        const at = sequence[i & ${SEQUENCE_MASK}];
        callers[at >> 6](at & 63);
      }
    }`)(callers, sequence);
    return [name, { run, check: () => totalOf(library) }];
  });
  const samples = await race(Object.fromEntries(contestants));
  const goal = { promClient: 5, opentelemetry: 12 };
  const name = `counter add, 3 labels, ${INSTRUMENTS} counters`;
  return [row({ name, unit: 'ns', samples, scale: 1e6, goal })];
};

/** A function made of text, for only then are its call site and the shape of its labels its own. */
function caller(name, library, i) {
  const labels = [`environment${i}`, `strategy${i}`, `module${i}`];
  const values = labels.map((label) => [0, 1, 2, 3].map((n) => `${label}-${n}`));
  const [a, b, c] = labels;
  const specs = { [a]: values[0], [b]: values[1], [c]: undefined };
  return new Function(
    'counter',
    'values',
    `const [a, b, c] = values;
    return (at) => counter.${CALLS[name]}{ ${a}: a[at >> 4], ${b}: b[(at >> 2) & 3], ${c}: c[at & 3] });`,
  )(library.counter(`counter${i}`, specs), values);
}

async function totalOf(library) {
  let total = 0;
  for (let i = 0; i < INSTRUMENTS; i++) total += await library.total(`counter${i}`);
  return total;
}
