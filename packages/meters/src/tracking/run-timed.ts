import { type Ending, runReporting } from './run-reporting.js';
import { secondsSince } from './seconds-since.js';

/** {@link runReporting}, with the seconds that `fn`, or its promise, took. */
export function runTimed<R>(
  fn: () => R,
  ended: (ending: Ending, durationSeconds: number) => void,
): R {
  const startMs = performance.now();
  return runReporting(fn, (ending) => ended(ending, secondsSince(startMs)));
}
