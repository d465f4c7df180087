import { readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createTestStore, type TestStore } from '@meterkit/instruments/testing';
import { ApprovalMetrics } from '@meterkit/meters/approval';
import { DeploymentMetrics } from '@meterkit/meters/deployment';
import type { Environment } from '../src/orchestrator/deployment.js';
import { DeploymentPipeline } from '../src/orchestrator/deployment-pipeline.js';
import { Orchestrator, type OrchestratorState } from '../src/orchestrator/orchestrator.js';
import { openStateFile } from '../src/orchestrator/state-file.js';
import type { Workspace } from './workspace.js';

const NODES = { Development: 1, QA: 2, Staging: 3, Production: 3 };

export interface Started {
  readonly orchestrator: Orchestrator;
  /** What its meters recorded. */
  readonly store: TestStore;
  /** The versions of a module that are active in an environment, one for each node. */
  readonly versions: (environment: Environment, module: string) => Promise<readonly string[]>;
}

/** An orchestrator on the directories of a workspace, as the service wires it. */
export async function startOrchestrator(
  workspace: Workspace,
  soak = () => Promise.resolve(),
): Promise<Started> {
  const store = createTestStore();
  const pipeline = new DeploymentPipeline(new DeploymentMetrics({ store }), {
    dataDirectory: workspace.directory,
    nodes: NODES,
    soak,
  });
  const state = await openStateFile<OrchestratorState>(workspace.stateFile, {});
  const orchestrator = new Orchestrator(new ApprovalMetrics({ store }), pipeline, state);
  await orchestrator.recover();
  return {
    orchestrator,
    store,
    async versions(environment, module) {
      const releases = Array.from({ length: NODES[environment] }, (_, i) => {
        const node = join(workspace.nodes, environment, `node-${i + 1}`);
        return readlink(join(node, module, 'active')).catch(() => 'none');
      });
      return (await Promise.all(releases)).map((release) => basename(release).replace(/_.*/, ''));
    },
  };
}
