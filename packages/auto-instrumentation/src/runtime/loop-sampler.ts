import { performance } from 'node:perf_hooks';
import type { StopRecording } from '../recorder.js';

/** One look at the event loop. */
export interface LoopSample {
  /** How late the look was, in seconds. */
  readonly delaySeconds: number;
  /** Milliseconds that the loop has been active and idle since the process began. */
  readonly activeMs: number;
  readonly idleMs: number;
}

/** Primes: an application that does something every 100 ms is not always met at the same point. */
const BUSY_PERIOD_MS = 23;
/** To wake a process whose caches are cold costs up to 0.25 ms of CPU: twice a second is 0.05 % of a core. */
const IDLE_PERIOD_MS = 503;
/** Of the time since the last sample; our own look is below 1 % of the shorter period. */
const BUSY_SHARE = 0.05;

/**
 * Looks at the event loop by an unreferenced timer, often while the loop is busy and seldom while it is not, for then there
 * is nothing to be late for. A stalled loop is one sample, however long it stalls.
 */
export function sampleLoop(onSample: (sample: LoopSample) => void): StopRecording {
  let last = performance.eventLoopUtilization();
  let dueMs = performance.now() + IDLE_PERIOD_MS;
  let timer = setTimeout(look, IDLE_PERIOD_MS).unref();
  function look(): void {
    const nowMs = performance.now();
    const { active: activeMs, idle: idleMs } = performance.eventLoopUtilization();
    const busyMs = activeMs - last.active;
    const passedMs = busyMs + idleMs - last.idle;
    const periodMs = busyMs > BUSY_SHARE * passedMs ? BUSY_PERIOD_MS : IDLE_PERIOD_MS;
    onSample({ delaySeconds: Math.max(0, nowMs - dueMs) / 1000, activeMs, idleMs });
    last = { active: activeMs, idle: idleMs, utilization: 0 };
    dueMs = nowMs + periodMs;
    timer = setTimeout(look, periodMs).unref();
  }
  return () => clearTimeout(timer);
}
