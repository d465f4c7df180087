import { performance } from 'node:perf_hooks';

/** Milliseconds that the event loop has been active and idle since the process began. */
export function loopActivity(): { readonly activeMs: number; readonly idleMs: number } {
  const { active, idle } = performance.eventLoopUtilization();
  return { activeMs: active, idleMs: idle };
}
