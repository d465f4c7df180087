import { SEQUENCE_MASK } from './data.mjs';

/**
 * A function that runs `statement` so many times, with `scope` as variables, `event` as the number of the run from the very
 * first and `at` as its place in a random sequence. Made of text, for only then does each contestant have a loop of its own
 * for the compiler, from the same words.
 */
export function loop(statement, scope) {
  return new Function(
    ...Object.keys(scope),
    `let done = 0;
    return (iterations) => {
      for (let i = 0; i < iterations; i++) {
        const event = done + i;
        const at = event & ${SEQUENCE_MASK};
        ${statement};
      }
      done += iterations;
    };`,
  )(...Object.values(scope));
}
