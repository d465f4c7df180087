export type { RuntimeOptions } from './record-runtime.js';
export { recordRuntime } from './record-runtime.js';
export type { LoopDelayWatch } from './watch-loop-delay.js';
export { watchLoopDelay } from './watch-loop-delay.js';
