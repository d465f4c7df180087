import { createStore, type Store } from '@meterkit/instruments';
import { ApprovalMetrics } from '@meterkit/meters/approval';
import { DeploymentMetrics } from '@meterkit/meters/deployment';
import { DeploymentPipeline } from '../src/orchestrator/deployment-pipeline.js';
import { activeReleases, type Inventory, openInventory } from '../src/orchestrator/inventory.js';
import { ModuleRepository } from '../src/orchestrator/module-repository.js';
import { Orchestrator } from '../src/orchestrator/orchestrator.js';
import { openStateFile } from '../src/orchestrator/state-file.js';
import type { Workspace } from './workspace.js';

export interface Started {
  readonly orchestrator: Orchestrator;
  readonly nodes: Inventory;
  /** The sum of a family's counters, by its OpenTelemetry name. */
  readonly counted: (name: string) => number;
  /** The versions of a module that are active in an environment, one for each node. */
  readonly versions: (environment: string, module: string) => Promise<readonly string[]>;
}

/** An orchestrator on the directories of a workspace, as the service wires it. */
export async function startOrchestrator(
  workspace: Workspace,
  soak = () => Promise.resolve(),
): Promise<Started> {
  const store = createStore();
  const repository = new ModuleRepository(workspace.modules);
  const nodes = await openInventory(workspace.nodes, {
    Development: 1,
    QA: 2,
    Staging: 3,
    Production: 3,
  });
  const orchestrator = new Orchestrator(new ApprovalMetrics({ store }), {
    repository,
    state: await openStateFile(workspace.stateFile, {}),
    pipeline: new DeploymentPipeline(new DeploymentMetrics({ store }), { repository, nodes, soak }),
  });
  await orchestrator.recover();
  return {
    orchestrator,
    nodes,
    counted: (name) => sumOf(store, name),
    async versions(environment, module) {
      const releases = Object.values((await activeReleases(nodes))[environment] ?? {});
      return releases.map((modules) => modules[module]?.split('_')[0] ?? 'none');
    },
  };
}

function sumOf(store: Store, name: string): number {
  const family = store.families().find((found) => found.name === name);
  const mask = (1 << (family?.chunkShift ?? 0)) - 1;
  let sum = 0;
  for (let row = 0; row < (family?.rowCount ?? 0); row++) {
    sum += family?.chunks[row >> family.chunkShift]?.values[row & mask] ?? 0;
  }
  return sum;
}
