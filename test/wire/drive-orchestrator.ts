import {
  type ApiClient,
  createApiClient,
} from '../../examples/deployment-orchestrator/src/demo/api-client.js';
import {
  type Decision,
  type Deployment,
  ENVIRONMENTS,
} from '../../examples/deployment-orchestrator/src/orchestrator/deployment.js';
import { readSettings } from '../../examples/deployment-orchestrator/src/settings.js';

/** What the API has answered. */
export interface ApiAnswers {
  readonly deployments: readonly Deployment[];
  /** How many nodes an environment has. */
  readonly nodes: Readonly<Record<string, number>>;
  /** How many requests were answered with a status. */
  readonly statuses: Readonly<Record<string, number>>;
}

type Step = readonly [strategy: string, module: string, version: string];

/** In each environment: new, corrupt, broken and next versions, by all strategies. */
const ROLLOUT: readonly Step[] = [
  ['Direct', 'billing', '1'],
  ['Rolling', 'billing', '2-corrupt'],
  ['BlueGreen', 'billing', '2-broken'],
  ['Canary', 'billing', '2'],
  ['Rolling', 'search', '1'],
  ['Canary', 'search', '2-broken'],
  ['Direct', 'search', '2-corrupt'],
  ['BlueGreen', 'search', '2'],
  ['BlueGreen', 'search', '1'],
];

const REJECTIONS = [
  ['alice', { decision: 'reject', reason: 'ChangeFreeze' }],
  ['bob', { decision: 'reject', reason: 'TooRisky', comment: 'not on a Friday' }],
  ['bob', { decision: 'reject', reason: 'TooRisky' }],
] as const satisfies readonly (readonly [string, Decision])[];

export const API_TOKENS = 'operator=token-operator,alice=token-alice,bob=token-bob';

/** Deploys everything everywhere, is refused a few times, and asks the API what has happened. */
export async function driveOrchestrator(url: string): Promise<ApiAnswers> {
  const statuses: Record<string, number> = {};
  const as = (who: string): ApiClient => {
    const client = createApiClient(url, `token-${who}`);
    return async (path, body) => {
      const answer = await client<never>(path, body); // the caller knows the route
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      return answer;
    };
  };
  await Promise.all(ENVIRONMENTS.map((environment) => rollOut(environment, as)));
  for (const [approver, decision] of REJECTIONS) {
    const { id } = await request(as('operator'), 'Production', ['Direct', 'billing', '1']);
    await as(approver)(`/deployments/${id}/approval`, decision);
  }
  const waiting = await request(as('operator'), 'Production', ['Direct', 'search', '1']);
  await as('operator')(`/deployments/${waiting.id}/approval`, { decision: 'grant' }); // who asked must not
  await as('nobody')('/deployments');
  await as('operator')('/deployments/none');
  const deployments = (await as('operator')<readonly Deployment[]>('/deployments')).body;
  return { deployments, nodes: readSettings({}).nodes, statuses };
}

/** Where approval is needed, Alice and Bob grant in turns. */
async function rollOut(environment: string, as: (who: string) => ApiClient): Promise<void> {
  for (const [i, step] of ROLLOUT.entries()) {
    const { id, status } = await request(as('operator'), environment, step);
    if (status === 'awaiting-approval') {
      await as(i % 2 === 0 ? 'alice' : 'bob')(`/deployments/${id}/approval`, { decision: 'grant' });
    }
    await as('operator')(`/deployments/${id}?wait=true`);
  }
}

async function request(
  operator: ApiClient,
  environment: string,
  [strategy, module, version]: Step,
): Promise<Deployment> {
  const body = { environment, strategy, module, version };
  return (await operator<Deployment>('/deployments', body)).body;
}
