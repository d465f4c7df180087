import type { Strategy } from './deployment.js';

/** What a deployment does to a node, in this order. Each step may fail, and then no further one is begun. */
export interface NodeSteps {
  /** Copies the module and verifies the copy; the node's active version is not touched. */
  readonly install: () => Promise<void>;
  /** Makes the copy the active version, and checks it. */
  readonly activate: () => Promise<void>;
}

/** `soak` waits while the first nodes are watched. */
type Rollout = (nodes: readonly NodeSteps[], soak: () => Promise<void>) => Promise<void>;

const CANARY_SHARE = 0.1;

/** How a module reaches the nodes of an environment. */
export const strategies: Readonly<Record<Strategy, Rollout>> = {
  /** Everywhere at once. */
  Direct: (nodes) => onEach(nodes, update),

  /** One node after the other. */
  Rolling: async (nodes) => {
    for (const node of nodes) await update(node);
  },

  /** Everything is in place and verified beside the active version before any node is switched. */
  BlueGreen: async (nodes) => {
    await onEach(nodes, (node) => node.install());
    await onEach(nodes, (node) => node.activate());
  },

  /** A tenth of the nodes, at least one, and the others when those have held. */
  Canary: async (nodes, soak) => {
    const canaries = Math.max(1, Math.floor(nodes.length * CANARY_SHARE));
    await onEach(nodes.slice(0, canaries), update);
    await soak();
    await onEach(nodes.slice(canaries), update);
  },
};

async function update(node: NodeSteps): Promise<void> {
  await node.install();
  await node.activate();
}

/** Runs on all nodes together and settles when the last is done, so that nothing is still changing in a rollback. */
export async function onEach<Node>(
  nodes: readonly Node[],
  step: (node: Node) => Promise<void>,
): Promise<void> {
  const results = await Promise.allSettled(nodes.map(step));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
