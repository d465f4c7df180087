import { readdir, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createTestStore, type TestStore } from '@meterkit/instruments/testing';
import { ApprovalMetrics } from '@meterkit/meters/approval';
import { DeploymentMetrics } from '@meterkit/meters/deployment';
import { DeploymentPipeline } from '../src/orchestrator/deployment-pipeline.js';
import { openInventory } from '../src/orchestrator/inventory.js';
import { ModuleRepository } from '../src/orchestrator/module-repository.js';
import { Orchestrator } from '../src/orchestrator/orchestrator.js';
import { openStateFile } from '../src/orchestrator/state-file.js';
import type { Workspace } from './workspace.js';

export interface Started {
  readonly orchestrator: Orchestrator;
  /** What its meters recorded. */
  readonly store: TestStore;
  /** The versions of a module that are active in an environment, one for each node. */
  readonly versions: (environment: string, module: string) => Promise<readonly string[]>;
}

/** An orchestrator on the directories of a workspace, as the service wires it. */
export async function startOrchestrator(
  workspace: Workspace,
  soak = () => Promise.resolve(),
): Promise<Started> {
  const store = createTestStore();
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
    store,
    async versions(environment, module) {
      const directory = join(workspace.nodes, environment);
      const links = (await readdir(directory)).map((node) =>
        join(directory, node, 'active', module),
      );
      const releases = links.map((link) => readlink(link).catch(() => 'none'));
      return (await Promise.all(releases)).map((release) => basename(release).replace(/_.*/, ''));
    },
  };
}
