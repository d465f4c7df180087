import type { Strategy } from './deployment.js';
import type { DeploymentNode } from './deployment-node.js';

/** What a strategy puts in order. Each step may fail, and then no further one is begun. */
export interface RolloutSteps {
  /** Copies the module to a node and verifies the copy; the node's active version is not touched. */
  readonly install: (node: DeploymentNode) => Promise<void>;
  /** Makes the copy the active version, and checks it. */
  readonly activate: (node: DeploymentNode) => Promise<void>;
  /** Waits while the first nodes are watched. */
  readonly soak: () => Promise<void>;
}

type Rollout = (nodes: readonly DeploymentNode[], steps: RolloutSteps) => Promise<void>;

const CANARY_SHARE = 0.1;

/** How a module reaches the nodes of an environment. */
export const strategies: Readonly<Record<Strategy, Rollout>> = {
  /** Everywhere at once. */
  Direct: (nodes, { install, activate }) =>
    onEach(nodes, async (node) => {
      await install(node);
      await activate(node);
    }),

  /** One node after the other. */
  Rolling: async (nodes, { install, activate }) => {
    for (const node of nodes) {
      await install(node);
      await activate(node);
    }
  },

  /** Everything is in place and verified beside the active version before any node is switched. */
  BlueGreen: async (nodes, { install, activate }) => {
    await onEach(nodes, install);
    await onEach(nodes, activate);
  },

  /** A tenth of the nodes, at least one, and the others when those have held. */
  Canary: async (nodes, steps) => {
    const canaries = Math.max(1, Math.floor(nodes.length * CANARY_SHARE));
    await strategies.Direct(nodes.slice(0, canaries), steps);
    await steps.soak();
    await strategies.Direct(nodes.slice(canaries), steps);
  },
};

/** Runs on all nodes together and settles when the last is done, so that nothing is still changing in a rollback. */
export async function onEach(
  nodes: readonly DeploymentNode[],
  step: (node: DeploymentNode) => Promise<void>,
): Promise<void> {
  const results = await Promise.allSettled(nodes.map(step));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
