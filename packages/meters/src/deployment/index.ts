export type {
  DeploymentFailureLabels,
  DeploymentLabels,
  DeploymentPlaceLabels,
  NodeUpdateLabels,
} from './deployment-definition.js';
export type { DeploymentContext, TrackOptions } from './deployment-metrics.js';
export { DeploymentMetrics } from './deployment-metrics.js';
