import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from './deployment.js';
import { DeploymentNode } from './deployment-node.js';

/** The nodes of each environment. */
export type Inventory = Readonly<Record<Environment, readonly DeploymentNode[]>>;

/** Opens `<directory>/<environment>/node-1` and so on; those that are not there are made. */
export async function openInventory(
  directory: string,
  counts: Readonly<Record<Environment, number>>,
): Promise<Inventory> {
  const open = async (environment: Environment) => {
    const paths = Array.from({ length: counts[environment] }, (_, i) =>
      join(directory, environment, `node-${i + 1}`),
    );
    await Promise.all(paths.map((path) => mkdir(path, { recursive: true })));
    return paths.map((path) => new DeploymentNode(path));
  };
  return {
    Development: await open('Development'),
    QA: await open('QA'),
    Staging: await open('Staging'),
    Production: await open('Production'),
  };
}
