/**
 * Chooses the timers that are measured: each with the same chance, whatever was chosen before, so that quantiles stay those
 * of all timers, also where work comes in a rhythm. The gaps are geometric, so that only a chosen one draws a random number.
 */
export class TimerSampling {
  readonly #logOfMiss: number;
  readonly #random: () => number;
  #toSkip: number;

  /** `share`: of all timers, above 0 and below 1. `random`: from 0 to below 1. */
  constructor(share: number, random: () => number = Math.random) {
    this.#logOfMiss = Math.log1p(-share);
    this.#random = random;
    this.#toSkip = this.#gap();
  }

  /** Whether the timer that starts now is measured. */
  next(): boolean {
    if (this.#toSkip-- > 0) return false;
    this.#toSkip = this.#gap();
    return true;
  }

  /** How many timers lie before the next one that is measured: `n` with the chance `share * (1 - share) ** n`. */
  #gap(): number {
    return (Math.log(1 - this.#random()) / this.#logOfMiss) | 0;
  }
}
