import { setTimeout } from 'node:timers/promises';

/**
 * Lets contestants run in turn, in one process and in a new order in each round, and returns the samples of each: the time
 * of one iteration in milliseconds, one number a round. A ratio of two contestants is taken within a round: what slows the
 * machine down then slows both. Samples are short and many, for most of them are then not interrupted by other processes.
 *
 * A contestant is `{ run(iterations), check() }`. Its loop is inside `run` and so has type feedback of its own; `check`
 * returns the iterations that it has left traces of, and what does not agree with those that ran ends the benchmark.
 * `prepare`, if any, runs before each sample, untimed.
 *
 * @param {Record<string, { run(iterations: number): unknown, check(): unknown, prepare?(): unknown }>} contestants
 * @param {{ rounds?: number, sampleMs?: number, restMs?: number }} options `sampleMs`: iterations are as many as take so long,
 *   at least 1; `restMs`: what the engine's other threads get after a collection to clear up
 */
export async function race(contestants, { rounds = 101, sampleMs = 5, restMs = 10 } = {}) {
  const runners = [];
  for (const [name, contestant] of Object.entries(contestants))
    runners.push(await warmUp(name, contestant, { sampleMs, restMs, samples: rounds / 5 }));
  for (let round = 0; round < rounds; round++)
    for (const runner of shuffled(runners)) runner.samples.push(await runner.sample());
  for (const { name, ran, check } of runners) {
    const found = await check();
    if (found !== ran()) throw new Error(`${name}: ${ran()} iterations ran, ${found} are recorded`);
  }
  return Object.fromEntries(runners.map(({ name, samples }) => [name, samples]));
}

/** Until the compiler has had its say. */
async function warmUp(name, { run, check, prepare }, { sampleMs, restMs, samples }) {
  let iterations = 1;
  let ran = 0;
  const sample = async () => {
    await prepare?.();
    globalThis.gc();
    await setTimeout(restMs);
    // Untimed: a collection empties the engine's own caches, too.
    const again = Math.floor(iterations / 10);
    await run(again);
    const start = performance.now();
    await run(iterations);
    const elapsed = performance.now() - start;
    ran += again + iterations;
    return elapsed / iterations;
  };
  for (let ofFullLength = 0; ofFullLength < samples; ) {
    const wanted = Math.max(1, Math.round(sampleMs / (await sample())));
    if (wanted > iterations * 1.5) iterations = Math.min(wanted, iterations * 10);
    else ofFullLength++;
  }
  return { name, check, sample, samples: [], ran: () => ran };
}

function shuffled(list) {
  const keyed = list.map((value) => ({ value, key: Math.random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
}
