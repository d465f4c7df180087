/** What is started instead of a timer that is not among the sampled ones: one for all, it reads no clock. */
class UnmeasuredTimer implements Disposable {
  set(): void {}

  stop(): undefined {}

  [Symbol.dispose](): void {}
}

export const UNMEASURED_TIMER = Object.freeze(new UnmeasuredTimer());
