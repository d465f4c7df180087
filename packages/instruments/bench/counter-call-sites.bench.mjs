const COUNTERS = 32;
/** A call up to its labels. */
const CALLS = {
  meterkit: 'counter.add(1, ',
  promClient: 'counter.inc(',
  prometheusIoClient: 'counter.inc(',
  opentelemetry: 'counter.add(1, ',
};

/**
 * An addition with three labels to one of 32 counters, each with label names and values of its own and called from a function
 * of its own, in random order: what an application looks like to the compiler. 64 series each.
 */
export default async ({ allLibraries, loop, race, randomSequence, row }) => {
  const sequence = randomSequence(COUNTERS * 64);
  const contestants = Object.entries(await allLibraries()).map(([name, library]) => {
    const callers = Array.from({ length: COUNTERS }, (_, i) => caller(CALLS[name], library, i));
    const run = loop('callers[sequence[at] >> 6](sequence[at] & 63)', { callers, sequence });
    return [name, { run, check: () => totalOf(library) }];
  });
  const samples = await race(Object.fromEntries(contestants));
  const goal = { promClient: 5, opentelemetry: 12 };
  const name = `counter add, 3 labels, ${COUNTERS} counters`;
  return [row({ name, unit: 'ns', samples, scale: 1e6, goal })];
};

/** Made of text: only then are its call site, the shape of its labels and the strings in it its own. */
function caller(call, library, i) {
  const labels = [`environment${i}`, `strategy${i}`, `module${i}`];
  const values = labels.map((label) => [0, 1, 2, 3].map((n) => `${label}-${n}`));
  const specs = { [labels[0]]: values[0], [labels[1]]: values[1], [labels[2]]: undefined };
  return new Function(
    'counter',
    `const [a, b, c] = ${JSON.stringify(values)};
    return (at) => ${call}{
      ${labels[0]}: a[at >> 4], ${labels[1]}: b[(at >> 2) & 3], ${labels[2]}: c[at & 3],
    });`,
  )(library.counter(`counter${i}`, specs));
}

async function totalOf(library) {
  let total = 0;
  for (let i = 0; i < COUNTERS; i++) {
    const values = await library.values(`counter${i}`);
    total += values.reduce((sum, value) => sum + value, 0);
  }
  return total;
}
