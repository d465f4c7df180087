import type { LabelSpecs } from '../label.js';
import type { Recorded, RecordedOptions, SomeLabels } from './recorded-amount.js';
import type { ExpectedAmount } from './recording-matchers.js';

/** What `expect.extend(matchers)` adds. */
export interface RecordingMatchers<R> {
  /**
   * The store has recorded so much into all series of this instrument that have these labels; without an amount: anything.
   * Named by its declared name, by that of the page, or by its definition, whose labels are then checked by the compiler. An
   * instrument or a label that the store has not fails, also with `not`.
   */
  toHaveRecorded<S extends LabelSpecs>(
    what: Recorded<S>,
    labels?: SomeLabels<S>,
    amount?: ExpectedAmount,
    options?: RecordedOptions,
  ): R;
}

declare global {
  namespace jest {
    /** Of `@types/jest`, whose parameters these are; vitest's assertions extend it, too. */
    // biome-ignore lint/complexity/noBannedTypes: all declarations have to have the same parameters
    interface Matchers<R, T = {}> extends RecordingMatchers<R> {}
  }
}

// biome-ignore lint/suspicious/noTsIgnore: an error is expected only where the package is not installed
/** @ts-ignore: what the expect of `@jest/globals` has; where it is not installed, nobody needs it. */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends RecordingMatchers<R> {}
}
