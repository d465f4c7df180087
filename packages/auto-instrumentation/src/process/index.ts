export type { ProcessOptions } from './record-process.js';
export { recordProcess } from './record-process.js';
