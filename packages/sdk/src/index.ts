export { hashPassword } from './access/password-hash.js';
export { AlreadyInitializedError } from './already-initialized-error.js';
export {
  ConfigurationError,
  type ConfigurationProblem,
} from './configuration/configuration-error.js';
export type { InitOptions } from './configuration/init-options.js';
export type { Logger } from './configuration/logger.js';
export { type BelowLimits, below } from './endpoint/below.js';
export { EndpointListenError } from './endpoint/endpoint-listen-error.js';
export type {
  HealthBody,
  ReadyAnswer,
  ReadyBody,
  ReadyStatus,
} from './endpoint/health-bodies.js';
export type { ReadyCheck, ReadyOptions } from './endpoint/ready-check.js';
export { init } from './init.js';
export type { OpenMetricsExporterOptions } from './opentelemetry/open-metrics-exporter.js';
export { OpenMetricsExporter } from './opentelemetry/open-metrics-exporter.js';
export { StoreMetricProducer } from './opentelemetry/store-metric-producer.js';
export type { Telemetry } from './telemetry.js';
