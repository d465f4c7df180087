export { HostMetricsMissingError } from './host-metrics-missing-error.js';
export type { HostContext, HostGroup, HostOptions } from './record-host.js';
export { recordHost } from './record-host.js';
