import type { BoundSum } from './sum-instrument.js';

/** Adds one when made and takes it away when stopped, once; not from a series that was removed meanwhile. */
export class InProgressMark implements Disposable {
  readonly #sum: BoundSum;
  #running = true;

  constructor(sum: BoundSum) {
    this.#sum = sum;
    sum.add(1);
  }

  stop(): void {
    if (this.#running && this.#sum.live) this.#sum.add(-1);
    this.#running = false;
  }

  [Symbol.dispose](): void {
    this.stop();
  }
}
