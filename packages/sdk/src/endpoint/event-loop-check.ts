import { below } from './below.js';
import type { ReadyCheck } from './ready-check.js';

/** Watches the event loop from now on: not ready above a 99th percentile of its delay, and ready again at half of it. */
export function eventLoopCheck(limitMs: number): {
  readonly check: ReadyCheck;
  readonly stop: () => void;
} {
  const watching = import('@meterkit/auto-instrumentation/runtime').then(({ watchLoopDelay }) =>
    watchLoopDelay(),
  );
  watching.catch(() => undefined); // the check says so
  return {
    check: below(async () => (await watching).p99Seconds(), {
      notReadyAbove: limitMs / 1000,
      readyBelow: limitMs / 2000,
    }),
    stop: () =>
      void watching.then(
        ({ stop }) => stop(),
        () => undefined,
      ),
  };
}
