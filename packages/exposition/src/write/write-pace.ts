import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PageWriter } from './page-writer.js';

const SHORTEST_STEP = 4096;
const LONGEST_STEP = 65_536;

/** Milliseconds. */
const QUICK = 0.25;

/**
 * Writes in steps, and gives the event loop its turn when a budget of milliseconds is spent. A step begins small and doubles
 * while it is quick: code that has hardly run yet is many times slower than later.
 */
export class WritePace {
  readonly #budgetMs: number;
  #stepLength = SHORTEST_STEP;
  #turnBegan = performance.now();

  constructor(budgetMs = 1) {
    this.#budgetMs = budgetMs;
  }

  /** Writes one step, to the beginning of a block, and returns its number of bytes; 0 when the page has ended. */
  async fill(writer: PageWriter, block: Uint8Array): Promise<number> {
    let began = performance.now();
    if (began - this.#turnBegan >= this.#budgetMs) {
      // A real turn of the loop: what is done in a microtask or a tick would keep everybody else waiting.
      await nextTurn();
      began = performance.now();
      this.#turnBegan = began;
    }
    const length = writer.fill(block.subarray(0, this.#stepLength));
    const isQuick = performance.now() - began < QUICK;
    this.#stepLength = isQuick
      ? Math.min(LONGEST_STEP, this.#stepLength * 2)
      : Math.max(SHORTEST_STEP, this.#stepLength / 2);
    return length;
  }
}
