export type { AggregationLabels } from './instruments/aggregation-instruments.js';
export type { ProcessedLabels } from './instruments/event-instruments.js';
export type { FillLabels } from './instruments/normalization-instruments.js';
export type { OperatorLabels, PipelineFailureLabels } from './instruments/pipeline-instruments.js';
export type {
  CacheLabels,
  StateBackendLabels,
  StateOperationLabels,
} from './instruments/state-instruments.js';
export type { WindowLabels } from './instruments/window-instruments.js';
export type { PartitionLabels } from './kafka-metrics.js';
export { KafkaMetrics } from './kafka-metrics.js';
export { ProcessorMetrics } from './processor-metrics.js';
