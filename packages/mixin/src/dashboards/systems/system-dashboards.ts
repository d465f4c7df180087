import type { SystemName } from '../../systems/systems.js';
import { deploymentOrchestrator } from './deployment-orchestrator.js';
import { guestkitWorker } from './guestkit-worker.js';
import { metastore } from './metastore.js';
import { streamProcessor } from './stream-processor.js';
import type { SystemDashboard } from './system-dashboard.js';
import { topsWorker } from './tops-worker.js';

/** Each answers all questions that are asked of its system. */
export const systemDashboards: Readonly<Record<SystemName, SystemDashboard>> = {
  'deployment-orchestrator': deploymentOrchestrator,
  'guestkit-worker': guestkitWorker,
  metastore,
  'stream-processor': streamProcessor,
  'tops-worker': topsWorker,
};
