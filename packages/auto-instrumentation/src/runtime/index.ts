export type { RuntimeOptions } from './record-runtime.js';
export { recordRuntime } from './record-runtime.js';
