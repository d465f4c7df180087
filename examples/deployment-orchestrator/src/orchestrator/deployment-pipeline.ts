import type { DeploymentContext, DeploymentMetrics } from '@meterkit/meters/deployment';
import type { Deployment } from './deployment.js';
import { DeploymentFailure } from './deployment-failure.js';
import type { Release } from './deployment-node.js';
import type { Inventory } from './inventory.js';
import type { ModuleRepository } from './module-repository.js';
import { onEach, strategies } from './strategies.js';

export interface PipelineOptions {
  readonly repository: ModuleRepository;
  readonly nodes: Inventory;
  /** Waits while canaries are watched. */
  readonly soak: () => Promise<void>;
}

/** How a deployment ended. */
export type Outcome = Pick<Deployment, 'failure'> & {
  readonly status: 'succeeded' | 'failed' | 'rolled-back';
};

/** Brings modules to the nodes of an environment, and back if that fails. */
export class DeploymentPipeline {
  readonly #metrics: DeploymentMetrics;
  readonly #options: PipelineOptions;

  constructor(metrics: DeploymentMetrics, options: PipelineOptions) {
    this.#metrics = metrics;
    this.#options = options;
  }

  /** Whatever happens, all nodes of the environment have either the new version or the one they had. */
  async deploy(deployment: Deployment): Promise<Outcome> {
    const { environment, strategy, module } = deployment;
    let rolledBack = false;
    try {
      // Started, completed or failed with its reason, and the duration: `track` records them by itself.
      await this.#metrics.track({ environment, strategy, module }, async (context) => {
        try {
          await this.#rollOut(deployment, context);
        } catch (error) {
          rolledBack = await this.#rollBack(deployment, context, error);
          throw error;
        }
      });
      return { status: 'succeeded' };
    } catch (error) {
      return { status: rolledBack ? 'rolled-back' : 'failed', failure: describe(error) };
    }
  }

  /** Puts the nodes back that a deployment left changed when the service ended in its midst. */
  async recover(deployment: Deployment): Promise<void> {
    const { environment, module } = deployment;
    await this.#rollBack(deployment, {
      nodesUpdated: (count, operation = 'deploy') =>
        this.#metrics.recordNodesUpdated(count, { environment, operation }),
      rolledBack: () => this.#metrics.recordRolledBack({ environment, module }),
    });
  }

  async #rollOut(deployment: Deployment, context: DeploymentContext): Promise<void> {
    const { repository, soak } = this.#options;
    const nodes = this.#options.nodes[deployment.environment];
    const source = repository.path(deployment.module, deployment.version);
    const release = releaseOf(deployment);
    await strategies[deployment.strategy](nodes, {
      soak,
      install: (node) => node.install(source, release),
      activate: async (node) => {
        await node.activate(release);
        context.nodesUpdated(1);
        await node.check(release.module);
      },
    });
    await onEach(nodes, (node) => node.prune(release.module));
    context.modulesDeployed(1);
  }

  /** True if a node had been switched already. */
  async #rollBack(
    deployment: Deployment,
    context: Pick<DeploymentContext, 'nodesUpdated' | 'rolledBack'>,
    cause?: unknown,
  ): Promise<boolean> {
    let switchedBack = 0;
    try {
      await onEach(this.#options.nodes[deployment.environment], async (node) => {
        if (await node.rollBack(releaseOf(deployment))) switchedBack++;
      });
    } catch (error) {
      throw new DeploymentFailure('RollbackFailed', `${error}`, cause ?? error);
    } finally {
      if (switchedBack > 0) {
        context.nodesUpdated(switchedBack, 'rollback');
        context.rolledBack();
      }
    }
    return switchedBack > 0;
  }
}

function releaseOf({ module, version, id }: Deployment): Release {
  return { module, name: `${version}_${id}` };
}

function describe(error: unknown): { readonly reason: string; readonly message: string } {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { reason: name, message };
}
