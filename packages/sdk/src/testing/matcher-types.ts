import type { FireAlertOptions } from './alert-matchers.js';
import type { ValidPageOptions } from './page-matchers.js';

/** What `expect.extend(matchers)` adds to what `@meterkit/instruments/testing` has. All of them are to be awaited. */
export interface PageMatchers {
  /** The page keeps every rule of its format and the conventions of Prometheus, and has all that was declared. */
  toBeValidPage(options?: ValidPageOptions): Promise<void>;
  /**
   * The page, or a family of it, has at most so many series, as Prometheus counts them: of a histogram each bucket, sum and count.
   * A family that is not on the page fails, also with `not`.
   */
  toHaveAtMostSeries(limit: number, family?: string): Promise<void>;
  /**
   * The alert fires at that time of the scenario, by the word of `promtool test rules`. An alert that the rules have not fails, also with
   * `not`, and so does everything where there is no promtool.
   */
  toFireAlert(alert: string, options: FireAlertOptions): Promise<void>;
}

declare global {
  namespace jest {
    /** Of `@types/jest`, whose parameters these are; vitest's assertions extend it, too. */
    // biome-ignore lint/complexity/noBannedTypes: all declarations have to have the same parameters
    interface Matchers<R, T = {}> extends PageMatchers {}
  }
}

// biome-ignore lint/suspicious/noTsIgnore: an error is expected only where the package is not installed
/** @ts-ignore: what the expect of `@jest/globals` has; where it is not installed, nobody needs it. */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends PageMatchers {}
}
