export type { CircuitBreakerState } from './attempt-definition.js';
export type { AttemptErrorKind, TrackAttemptOptions } from './attempt-metrics.js';
export { AttemptMetrics } from './attempt-metrics.js';
export type { GpuReading } from './gpu-metrics.js';
export { GpuMetrics } from './gpu-metrics.js';
export type { ChecksumLabels, HandlerLabels, JobLabels } from './worker-definition.js';
export type { JobContext, JobFailure, TrackJobOptions } from './worker-metrics.js';
export { WorkerMetrics } from './worker-metrics.js';
