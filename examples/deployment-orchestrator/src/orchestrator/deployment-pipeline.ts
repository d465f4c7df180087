import { join } from 'node:path';
import type { DeploymentContext, DeploymentMetrics } from '@meterkit/meters/deployment';
import type { Deployment, DeploymentRequest, Environment } from './deployment.js';
import { DeploymentFailure } from './deployment-failure.js';
import { DeploymentNode } from './deployment-node.js';
import { onEach, strategies } from './strategies.js';

export interface PipelineOptions {
  /** Holds `modules/<module>/<version>/` and `nodes/<environment>/node-<n>/`. */
  readonly dataDirectory: string;
  /** How many nodes an environment has. */
  readonly nodes: Readonly<Record<Environment, number>>;
  /** Waits while canaries are watched. */
  readonly soak: () => Promise<void>;
}

/** Brings modules to the nodes of an environment, and back if that fails. */
export class DeploymentPipeline {
  readonly #metrics: DeploymentMetrics;
  readonly #options: PipelineOptions;

  constructor(metrics: DeploymentMetrics, options: PipelineOptions) {
    this.#metrics = metrics;
    this.#options = options;
  }

  /** Whatever happens, all nodes of the environment have either the new version or the one they had. */
  async deploy(deployment: Deployment): Promise<Pick<Deployment, 'status' | 'failure'>> {
    const { environment, strategy, module } = deployment;
    let rolledBack = false;
    try {
      // Started, completed or failed with its reason, and the duration: `track` records them by itself.
      await this.#metrics.track({ environment, strategy, module }, async (context) => {
        try {
          await this.#rollOut(deployment, context);
        } catch (error) {
          rolledBack = await this.#rollBack(deployment, error);
          if (rolledBack) context.rolledBack();
          throw failureOf(error);
        }
      });
      return { status: 'succeeded' };
    } catch (error) {
      const { name: reason, message } = failureOf(error);
      return { status: rolledBack ? 'rolled-back' : 'failed', failure: { reason, message } };
    }
  }

  /** Puts the nodes back that a deployment left changed when the service ended in its midst. */
  async recover(deployment: Deployment): Promise<void> {
    const { environment, module } = deployment;
    const rolledBack = await this.#rollBack(deployment);
    if (rolledBack) this.#metrics.recordRolledBack({ environment, module });
  }

  /** Where a module is before it is deployed. */
  source({ module, version }: DeploymentRequest): string {
    return join(this.#options.dataDirectory, 'modules', module, version);
  }

  async #rollOut(deployment: Deployment, context: DeploymentContext): Promise<void> {
    const source = this.source(deployment);
    const release = releaseOf(deployment);
    const nodes = this.#nodes(deployment).map((node) => ({
      install: () => node.install(source, release),
      activate: async () => {
        await node.activate(release);
        context.nodesUpdated(1);
        await node.check();
      },
    }));
    await strategies[deployment.strategy](nodes, this.#options.soak);
    context.modulesDeployed(1);
  }

  /** True if a node had been switched already. */
  async #rollBack(deployment: Deployment, cause?: unknown): Promise<boolean> {
    const { environment } = deployment;
    let switchedBack = false;
    try {
      await onEach(this.#nodes(deployment), async (node) => {
        if (!(await node.rollBack(releaseOf(deployment)))) return;
        this.#metrics.recordNodesUpdated(1, { environment, operation: 'rollback' });
        switchedBack = true;
      });
    } catch (error) {
      throw new DeploymentFailure('RollbackFailed', `${error}`, cause ?? error);
    }
    return switchedBack;
  }

  #nodes({ environment, module }: Deployment): readonly DeploymentNode[] {
    const { dataDirectory, nodes } = this.#options;
    return Array.from({ length: nodes[environment] }, (_, i) => {
      return new DeploymentNode(join(dataDirectory, 'nodes', environment, `node-${i + 1}`), module);
    });
  }
}

/** A version that is deployed again is another release. */
function releaseOf({ version, id }: Deployment): string {
  return `${version}_${id}`;
}

/** What the system refuses is a node that cannot be written to, or read: the message has its path. */
function failureOf(error: unknown): Error {
  if (error instanceof Error && !('code' in error)) return error;
  return new DeploymentFailure('NodeUnavailable', `${error}`, error);
}
