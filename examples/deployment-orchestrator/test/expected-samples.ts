import type { Deployment } from '../src/orchestrator/deployment.js';

/** Samples of counters and counts by name and labels, those at zero left out. */
export type Samples = Readonly<Record<string, number>>;

const STATUS = { succeeded: 'success', failed: 'failure', 'rolled-back': 'rolled_back' } as const;

/** What the page has to say if these deployments are all that happened, in environments of so many nodes. */
export function expectedSamples(
  deployments: readonly Deployment[],
  nodes: Readonly<Record<string, number>>,
): Samples {
  const samples: Record<string, number> = {};
  const add = (name: string, labels: Readonly<Record<string, string>>, count = 1) => {
    const key = sampleKey(name, labels);
    samples[key] = (samples[key] ?? 0) + count;
  };
  for (const deployment of deployments) {
    const { environment, strategy, module, status, approval, failure } = deployment;
    const place = { environment, module };
    const all = { environment, strategy, module };
    const switched = nodesSwitched(deployment, nodes[environment] ?? 0);
    if (environment === 'Production') add('approval_requests_total', place);
    if (approval?.decision === 'grant') {
      add('approvals_granted_total', { ...place, approver: approval.approver });
    }
    if (approval?.decision === 'reject') {
      const { approver, reason } = approval;
      add('approvals_rejected_total', { ...place, approver, reason });
    }
    if (!(status in STATUS)) continue;
    const span = { environment, strategy, status: STATUS[status as keyof typeof STATUS] }; // as just seen
    add('deployments_started_total', all);
    add('deployment_duration_seconds_count', span);
    if (switched > 0) add('nodes_updated_total', { environment, operation: 'deploy' }, switched);
    if (status === 'succeeded') {
      add('deployments_completed_total', all);
      add('modules_deployed_total', place);
    } else add('deployments_failed_total', { ...all, reason: failure?.reason ?? '' });
    if (status === 'rolled-back') {
      add('deployments_rolled_back_total', place);
      add('nodes_updated_total', { environment, operation: 'rollback' }, switched);
    }
  }
  return samples;
}

export function sampleKey(name: string, labels: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${name}{${sorted.map(([label, value]) => `${label}="${value}"`).join(',')}}`;
}

/** A broken version is seen on the first node, or by the strategies that work on all together, on each. */
function nodesSwitched({ status, strategy }: Deployment, nodes: number): number {
  if (status === 'succeeded') return nodes;
  if (status === 'failed') return 0;
  return strategy === 'Rolling' || strategy === 'Canary' ? 1 : nodes;
}
