/** Adds one when made and takes it away when stopped, once. */
export class InProgressMark implements Disposable {
  readonly #sum: { add(amount: number): void };
  #running = true;

  constructor(sum: { add(amount: number): void }) {
    this.#sum = sum;
    sum.add(1);
  }

  stop(): void {
    if (this.#running) this.#sum.add(-1);
    this.#running = false;
  }

  [Symbol.dispose](): void {
    this.stop();
  }
}
