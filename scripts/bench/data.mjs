export const SEQUENCE_MASK = (1 << 20) - 1;

/** Twelve upper bounds, 1 ms to 2 s. */
export const BOUNDS = Array.from({ length: 12 }, (_, i) => 0.001 * 2 ** i);

/** The labels of {@link labelSets}: any value may come. */
export const OPEN_LABELS = { environment: undefined, strategy: undefined, module: undefined };

/**
 * A million random indices below `size`: a shorter sequence is learnt by the branch predictor, and the benchmark with it. The
 * same at every start.
 */
export function randomSequence(size) {
  const next = randomNumbers(size);
  return Uint32Array.from({ length: SEQUENCE_MASK + 1 }, () => Math.floor(next() * size));
}

/** A million durations in seconds, log-normal around 50 ms: nine tenths lie between 10 and 250 ms. */
export function randomDurations() {
  const next = randomNumbers(1);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return Float64Array.from({ length: SEQUENCE_MASK + 1 }, () => 0.05 * Math.exp(normal()));
}

/**
 * `count` sets of three labels, no two equal, made as they are asked for. They share the strings, as those of most
 * applications do.
 */
export function* labelSets(count) {
  const size = Math.ceil(Math.cbrt(count));
  const values = (name) => Array.from({ length: size }, (_, i) => `${name}-${i}`);
  const [environments, strategies, modules] = ['environment', 'strategy', 'module'].map(values);
  for (let i = 0; i < count; i++)
    yield {
      environment: environments[Math.floor(i / (size * size))],
      strategy: strategies[Math.floor(i / size) % size],
      module: modules[i % size],
    };
}

export function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Mulberry32. */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
