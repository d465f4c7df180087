import fc from 'fast-check';
import { TimerSampling } from '../src/timer-sampling.js';

/** Random numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Which of `count` timers are measured, by their number. */
function chosen(share: number, count: number, seed: number): readonly number[] {
  const sampling = new TimerSampling(share, randomNumbers(seed));
  return Array.from({ length: count }, (_, i) => i).filter(() => sampling.next());
}

/** The share of values at or below `value`. */
function rank(values: readonly number[], value: number): number {
  return values.filter((other) => other <= value).length / values.length;
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const n = fc.integer({ min: 2, max: 128 });

/** Five standard deviations of a share of so many: what chance goes beyond once in a million times. */
const beyondChance = (share: number, of: number) => 5 * Math.sqrt((share * (1 - share)) / of);

describe('the timers that are measured', () => {
  it('are one in n', () => {
    fc.assert(
      fc.property(n, seeds, (every, seed) => {
        const count = 1000 * every;
        const share = chosen(1 / every, count, seed).length / count;
        expect(Math.abs(share - 1 / every)).toBeLessThan(beyondChance(1 / every, count));
      }),
      { numRuns: 50 },
    );
  });

  it('have the quantiles of all, in whatever rhythm durations come', () => {
    const rhythm = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(n, seeds, rhythm, (every, seed, durations) => {
        const count = durations.length * Math.ceil((2000 * every) / durations.length);
        const measured = chosen(1 / every, count, seed).map(
          (i) => durations[i % durations.length] ?? 0,
        );
        for (const quantile of durations) {
          const error = Math.abs(rank(measured, quantile) - rank(durations, quantile));
          expect(error).toBeLessThan(beyondChance(0.5, measured.length));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are every position of a rhythm as long as the mean gap alike', () => {
    const positions = chosen(1 / 64, 64 * 64 * 500, 7).map((i) => i % 64);
    for (let position = 0; position < 64; position++) {
      const share = positions.filter((other) => other === position).length / positions.length;
      expect(Math.abs(share - 1 / 64)).toBeLessThan(beyondChance(1 / 64, positions.length));
    }
  });

  it('are chosen also where random numbers are none', () => {
    const sampling = new TimerSampling(1 / 64, () => Number.NaN);
    expect([sampling.next(), sampling.next()]).toEqual([true, true]);
  });
});
