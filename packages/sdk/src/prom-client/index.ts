export { fromPromClient } from './from-prom-client.js';
export type { PromClientRegistry } from './prom-client-registry.js';
