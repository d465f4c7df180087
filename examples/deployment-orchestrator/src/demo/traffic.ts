import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Deployment,
  ENVIRONMENTS,
  REJECTION_REASONS,
  STRATEGIES,
} from '../orchestrator/deployment.js';
import { type ApiClient, createApiClient } from './api-client.js';
import { VERSIONS } from './publish-modules.js';

const CALLERS = 4;
const PAUSE_MS = 400;
const THINKING_MS = 1500;
/** Of all approvals. */
const REJECTED = 0.25;
/** Of all requests: without a known token, or for a module that there is not. */
const MISTAKEN = 0.04;

export interface TrafficOptions {
  readonly url: string;
  readonly modules: readonly string[];
  readonly tokens: Readonly<Record<'operator' | 'alice' | 'bob' | 'carol', string>>;
  readonly signal: AbortSignal;
}

/** Asks for deployments and decides about approvals, at a steady rate, until the signal aborts. */
export async function runTraffic(options: TrafficOptions): Promise<void> {
  const { url, tokens, signal } = options;
  const operator = createApiClient(url, tokens.operator);
  const approvers = [tokens.alice, tokens.bob, tokens.carol].map((token) =>
    createApiClient(url, token),
  );
  const caller = async () => {
    while (!signal.aborted) {
      if (Math.random() < MISTAKEN) await mistake(url, operator);
      else await deploy(operator, approvers, options);
      await pause(PAUSE_MS, signal);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

async function deploy(
  operator: ApiClient,
  approvers: readonly ApiClient[],
  { modules, signal }: TrafficOptions,
): Promise<void> {
  const { status, body } = await operator<Deployment>('/deployments', {
    environment: pick(ENVIRONMENTS),
    strategy: pick(STRATEGIES),
    module: pick(modules),
    version: pick(VERSIONS),
  });
  if (status !== 202) return; // somebody else deploys this module there
  if (body.status === 'awaiting-approval') {
    await pause(Math.random() * THINKING_MS, signal);
    const decision =
      Math.random() < REJECTED
        ? { decision: 'reject', reason: pick(REJECTION_REASONS) }
        : { decision: 'grant' };
    await pick(approvers)(`/deployments/${body.id}/approval`, decision);
  }
  await operator(`/deployments/${body.id}?wait=true`);
}

async function mistake(url: string, operator: ApiClient): Promise<void> {
  if (Math.random() < 0.5) await createApiClient(url, 'wrong')('/deployments');
  else await operator('/deployments/none');
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => {}); // aborted: go on to the end
}

function pick<T>(values: readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)] as T; // none of the lists is empty
}
