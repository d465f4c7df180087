import { defineMeter } from '@meterkit/instruments';
import { keptLabels } from '../tracking/kept-labels.js';
import { reasonOf } from '../tracking/reason-of.js';
import { runTimed } from '../tracking/run-timed.js';
import {
  type DeploymentFailureLabels,
  type DeploymentLabels,
  type DeploymentPlaceLabels,
  type DeploymentSpanLabels,
  deploymentDefinition,
  type NodeUpdateLabels,
} from './deployment-definition.js';

/** What a deployment tells of itself while {@link DeploymentMetrics.track} runs it. The functions need no `this`. */
export interface DeploymentContext {
  /** Nodes that were switched to another version. */
  readonly nodesUpdated: (count: number, operation?: 'deploy' | 'rollback') => void;
  /** Modules that are now in the environment. */
  readonly modulesDeployed: (count: number) => void;
  /** The version before was put back. Only the first call counts. */
  readonly rolledBack: () => void;
}

export interface TrackOptions {
  /** The `reason` label of a failure. Default: the name of the error, `unknown` for what is no Error. */
  readonly reason?: (error: unknown) => string;
}

/** Deployments, and what they do to modules and nodes. Recording never throws, whatever it is given. */
export class DeploymentMetrics extends defineMeter(deploymentDefinition) {
  #inProgress = 0;

  /** How many deployments {@link track} runs now. The page says it as started less completed and failed. */
  get inProgress(): number {
    return this.#inProgress;
  }

  recordDeploymentStarted(labels: DeploymentLabels): void {
    this.started.add(1, labels);
  }

  recordDeploymentCompleted(labels: DeploymentLabels, durationSeconds: number): void {
    this.completed.add(1, labels);
    this.duration.record(durationSeconds, spanOf(labels, 'success'));
  }

  /** `status` is that of the duration: whether the deployment was undone. */
  recordDeploymentFailed(
    labels: DeploymentFailureLabels,
    durationSeconds: number,
    status: 'failure' | 'rolled_back' = 'failure',
  ): void {
    this.failed.add(1, labels);
    this.duration.record(durationSeconds, spanOf(labels, status));
  }

  recordRolledBack(labels: DeploymentPlaceLabels): void {
    this.rolledBack.add(1, labels);
  }

  recordModulesDeployed(count: number, labels: DeploymentPlaceLabels): void {
    this.modulesDeployed.add(count, labels);
  }

  recordNodesUpdated(count: number, labels: NodeUpdateLabels): void {
    this.nodesUpdated.add(count, labels);
  }

  /**
   * Runs a deployment and records it: started, then completed or failed, and one duration. Result and error are those of
   * `fn`; if it returns a promise, the deployment lasts until that settles.
   *
   * | `fn` ...                    | is counted as                                      | status        |
   * |-----------------------------|----------------------------------------------------|---------------|
   * | returns                     | completed                                          | `success`     |
   * | throws                      | failed with its reason                             | `failure`     |
   * | says rolledBack and throws  | rolled back, and failed with its reason            | `rolled_back` |
   * | says rolledBack and returns | rolled back, and failed with reason `rolled_back`  | `rolled_back` |
   *
   * So completed and failed add up to what was started and is over, and what was undone is never completed.
   */
  track<R>(
    labels: DeploymentLabels,
    fn: (deployment: DeploymentContext) => R,
    options?: TrackOptions,
  ): R {
    const kept = keptLabels(labels, 'environment', 'strategy', 'module');
    const run = { rolledBack: false };
    this.#inProgress++;
    this.recordDeploymentStarted(kept);
    return runTimed(
      () => fn(this.#context(kept, run)),
      (ending, durationSeconds) => {
        this.#inProgress--;
        if (!ending.failed && !run.rolledBack) {
          this.recordDeploymentCompleted(kept, durationSeconds);
          return;
        }
        const reason = ending.failed ? reasonOf(ending.error, options?.reason) : 'rolled_back';
        const status = run.rolledBack ? 'rolled_back' : 'failure';
        this.recordDeploymentFailed({ ...kept, reason }, durationSeconds, status);
      },
    );
  }

  #context(labels: DeploymentLabels, run: { rolledBack: boolean }): DeploymentContext {
    const { environment, module } = labels;
    return {
      nodesUpdated: (count, operation = 'deploy') =>
        this.recordNodesUpdated(count, { environment, operation }),
      modulesDeployed: (count) => this.recordModulesDeployed(count, { environment, module }),
      rolledBack: () => {
        if (!run.rolledBack) this.recordRolledBack({ environment, module });
        run.rolledBack = true;
      },
    };
  }
}

function spanOf(
  labels: DeploymentLabels,
  status: DeploymentSpanLabels['status'],
): DeploymentSpanLabels {
  return { ...keptLabels(labels, 'environment', 'strategy'), status };
}
