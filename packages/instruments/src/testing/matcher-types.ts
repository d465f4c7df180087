import type { LabelSpecs } from '../label.js';
import type { Recorded, RecordedOptions, SomeLabels } from './recorded-amount.js';
import type { ExpectedAmount } from './recording-matchers.js';

/** Of `toHaveRecorded`: the labels are some of the instrument's, without an amount anything counts. */
export type RecordedArguments<S extends LabelSpecs> = [
  what: Recorded<S>,
  labels?: SomeLabels<S>,
  amount?: ExpectedAmount,
  options?: RecordedOptions,
];

// Methods, and no interface that is extended: where the ESM and the CommonJS copy meet, they are overloads.

declare global {
  namespace jest {
    // Of @types/jest, whose parameters these are; vitest's assertions extend it, too.
    // biome-ignore lint/complexity/noBannedTypes: all declarations have to have the same parameters
    interface Matchers<R, T = {}> {
      /**
       * The store has recorded so much into all series of this instrument that have these labels. It is named by its declared name,
       * by that of the page, or by its definition, whose labels the compiler then checks. An instrument or a label that
       * the store has not fails, also with `not`.
       */
      toHaveRecorded<S extends LabelSpecs>(...expected: RecordedArguments<S>): R;
    }
  }
}

// biome-ignore lint/suspicious/noTsIgnore: an error is expected only where the package is not installed
/** @ts-ignore: what the expect of `@jest/globals` has; where it is not installed, nobody needs it. */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    toHaveRecorded<S extends LabelSpecs>(...expected: RecordedArguments<S>): R;
  }
}
