export { ApprovalMetrics } from './approval-metrics.js';
