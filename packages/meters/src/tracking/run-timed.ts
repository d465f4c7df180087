import { type Ending, runEnding } from '@meterkit/instruments';
import { secondsSince } from './seconds-since.js';

/** {@link runEnding}, with the seconds that `fn`, or its promise, took. */
export function runTimed<R>(
  fn: () => R,
  ended: (ending: Ending, durationSeconds: number) => void,
): R {
  const startMs = performance.now();
  return runEnding(fn, (ending) => ended(ending, secondsSince(startMs)));
}
