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
  const [a, b, c] = [`environment${i}`, `strategy${i}`, `module${i}`];
  const values = [a, b, c].map((label) => [0, 1, 2, 3].map((n) => `${label}-${n}`));
  return new Function(
    'library',
    `const [a, b, c] = ${JSON.stringify(values)};
    const counter = library.counter('counter${i}', { ${a}: a, ${b}: b, ${c}: undefined });
    return (at) => ${call}{ ${a}: a[at >> 4], ${b}: b[(at >> 2) & 3], ${c}: c[at & 3] });`,
  )(library);
}

async function totalOf(library) {
  let total = 0;
  for (let i = 0; i < COUNTERS; i++) {
    const values = await library.values(`counter${i}`);
    total += values.reduce((sum, value) => sum + value, 0);
  }
  return total;
}
