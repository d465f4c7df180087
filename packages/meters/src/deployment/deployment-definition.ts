import {
  counter,
  explicitBounds,
  histogram,
  type LabelsOf,
  oneOf,
  text,
} from '@meterkit/instruments';

const environment = text();
const strategy = text();
const deployment = { environment, strategy, module: text() };
const failure = { ...deployment, reason: text() };
const place = { environment, module: text() };
const nodeUpdate = { environment, operation: oneOf('deploy', 'rollback') };
const span = { environment, strategy, status: oneOf('success', 'failure', 'rolled_back') };

/** Environments, strategies, modules and reasons multiply: 4 x 4 x 100 x 5 series are an ordinary fleet. */
const seriesLimit = 10_000;

/** Where, how and what is deployed. */
export type DeploymentLabels = LabelsOf<typeof deployment>;
export type DeploymentFailureLabels = LabelsOf<typeof failure>;
export type DeploymentPlaceLabels = LabelsOf<typeof place>;
export type NodeUpdateLabels = LabelsOf<typeof nodeUpdate>;
export type DeploymentSpanLabels = LabelsOf<typeof span>;

export const deploymentDefinition = {
  name: 'deployment',
  instruments: {
    started: counter('deployments.started', {
      description: 'Deployments that were started.',
      unit: '{deployment}',
      labels: deployment,
      seriesLimit,
    }),
    completed: counter('deployments.completed', {
      description: 'Deployments that succeeded.',
      unit: '{deployment}',
      labels: deployment,
      seriesLimit,
    }),
    failed: counter('deployments.failed', {
      description: 'Deployments that did not succeed, by the name of the error.',
      unit: '{deployment}',
      labels: failure,
      seriesLimit,
    }),
    rolledBack: counter('deployments.rolled_back', {
      description: 'Deployments that were undone: the version before them was put back.',
      unit: '{deployment}',
      labels: place,
    }),
    duration: histogram('deployment.duration', {
      description: 'Time from the start of a deployment to its end, a rollback included.',
      unit: 's',
      labels: span,
      bounds: explicitBounds(1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600),
    }),
    modulesDeployed: counter('modules.deployed', {
      description: 'Modules that were brought into an environment.',
      unit: '{module}',
      labels: place,
    }),
    nodesUpdated: counter('nodes.updated', {
      description: 'Nodes that were switched to another version, forward or back.',
      unit: '{node}',
      labels: nodeUpdate,
    }),
  },
};
