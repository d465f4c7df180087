export { AuthMetrics } from './auth-metrics.js';
export type { LeaseOperationLabels, LeaseOutcomeLabels } from './lease-metrics.js';
export { LeaseMetrics } from './lease-metrics.js';
export { MvccMetrics } from './mvcc-metrics.js';
export { RaftMetrics } from './raft-metrics.js';
export type { StorageOperationLabels, StorageOutcomeLabels } from './storage-metrics.js';
export { StorageMetrics } from './storage-metrics.js';
export { WatchMetrics } from './watch-metrics.js';
