import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { matchers } from '@meterkit/instruments/testing';
import {
  type Deployment,
  type DeploymentRequest,
  ENVIRONMENTS,
  STRATEGIES,
} from '../../src/orchestrator/deployment.js';
import { type Started, startOrchestrator } from '../start-orchestrator.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

expect.extend(matchers);

const staging = { environment: 'Staging', strategy: 'Rolling', module: 'billing' } as const;
const production = { ...staging, environment: 'Production' } as const;

let workspace: Workspace;
let started: Started;

beforeEach(async () => {
  workspace = await makeWorkspace();
  for (const version of ['1', '2']) await workspace.publish('billing', version);
  await workspace.publish('billing', '3-corrupt', 'corrupt');
  await workspace.publish('billing', '3-broken', 'broken');
  started = await startOrchestrator(workspace);
});

afterEach(() => workspace.remove());

/** Asks for a deployment and waits for its end. */
async function deploy(request: DeploymentRequest): Promise<Deployment> {
  const { id } = await started.orchestrator.request(request, 'operator');
  return started.orchestrator.settled(id);
}

describe.each(STRATEGIES)('%s', (strategy) => {
  test('a good version becomes active on every node', async () => {
    expect(await deploy({ ...staging, strategy, version: '1' })).toMatchObject({
      status: 'succeeded',
      requestedBy: 'operator',
    });
    expect(await started.versions('Staging', 'billing')).toEqual(['1', '1', '1']);
    expect(started.store).toHaveRecorded('nodes.updated', {}, 3);
    expect(started.store).toHaveRecorded('modules.deployed', {}, 1);
  });

  test('a corrupt version never becomes active, and the old one stays', async () => {
    await deploy({ ...staging, strategy, version: '1' });
    expect(await deploy({ ...staging, strategy, version: '3-corrupt' })).toMatchObject({
      status: 'failed',
      failure: { reason: 'ChecksumMismatch', message: expect.stringContaining('README') },
    });
    expect(await started.versions('Staging', 'billing')).toEqual(['1', '1', '1']);
    expect(started.store).toHaveRecorded('deployments.failed', {}, 1);
    expect(started.store).not.toHaveRecorded('deployments.rolled_back');
  });

  test('a broken version is rolled back wherever it was active', async () => {
    await deploy({ ...staging, strategy, version: '1' });
    const since = started.store.snapshot();
    expect(await deploy({ ...staging, strategy, version: '3-broken' })).toMatchObject({
      status: 'rolled-back',
      failure: { reason: 'EntryBroken' },
    });
    expect(await started.versions('Staging', 'billing')).toEqual(['1', '1', '1']);
    expect(started.store).toHaveRecorded('deployments.rolled_back', {}, 1);
    const nodes = strategy === 'Direct' || strategy === 'BlueGreen' ? 3 : 1;
    for (const operation of ['deploy', 'rollback'])
      expect(started.store).toHaveRecorded('nodes.updated', { operation }, nodes, { since });
  });
});

test('a node that fails in the midst takes the others back, too', async () => {
  await deploy({ ...staging, version: '1' });
  await mkdir(join(workspace.nodes, 'Staging/node-3/billing/active.next')); // in the way of the link
  expect(await deploy({ ...staging, version: '2' })).toMatchObject({
    status: 'rolled-back',
    failure: { reason: 'NodeUnavailable', message: expect.stringContaining('Staging/node-3') },
  });
  expect(await started.versions('Staging', 'billing')).toEqual(['1', '1', '1']);
});

test.each([
  ['the system', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 'NodeUnavailable'],
  ['the program', new TypeError('a slip'), 'TypeError'],
])('an error of %s is counted as what it is', async (_whose, error, reason) => {
  started = await startOrchestrator(workspace, () => Promise.reject(error));
  const request = { ...staging, strategy: 'Canary', version: '1' } as const;
  expect(await deploy(request)).toMatchObject({ status: 'rolled-back', failure: { reason } });
  expect(started.store).toHaveRecorded('deployments.failed', { reason }, 1);
});

test('a node that cannot be put back is told, and the others are put back all the same', async () => {
  await deploy({ ...staging, version: '1' });
  const releases = join(workspace.nodes, 'Staging/node-3/billing/releases');
  await rm(releases, { recursive: true });
  await writeFile(releases, 'a file in the way');
  expect(await deploy({ ...staging, version: '2' })).toMatchObject({
    status: 'failed',
    failure: { reason: 'RollbackFailed' },
  });
  expect((await started.versions('Staging', 'billing')).slice(0, 2)).toEqual(['1', '1']);
  expect(started.store).toHaveRecorded('nodes.updated', { operation: 'rollback' }, 2);
  expect(started.store).not.toHaveRecorded('deployments.rolled_back');
});

describe('requests', () => {
  test('a module that there is not is refused', async () => {
    const request = { ...staging, version: '9' };
    await expect(started.orchestrator.request(request, 'operator')).rejects.toMatchObject({
      statusCode: 404,
    });
    expect(started.store).not.toHaveRecorded('deployments.started');
  });

  test('of two requests for one module and environment the second is refused while the first runs', async () => {
    const request = { ...staging, version: '1' };
    const first = await started.orchestrator.request(request, 'operator');
    await expect(started.orchestrator.request(request, 'operator')).rejects.toMatchObject({
      statusCode: 409,
    });
    await started.orchestrator.settled(first.id);
    expect(await deploy(request)).toMatchObject({ status: 'succeeded' });
  });

  test('a service that shuts down finishes what runs and begins nothing', async () => {
    const { id } = await started.orchestrator.request({ ...staging, version: '1' }, 'operator');
    await started.orchestrator.close();
    expect(started.orchestrator.get(id)).toMatchObject({ status: 'succeeded' });
    const request = { ...staging, version: '2' };
    await expect(started.orchestrator.request(request, 'operator')).rejects.toMatchObject({
      statusCode: 503,
    });
  });
});

describe('approvals', () => {
  let asked: Deployment;

  beforeEach(async () => {
    asked = await started.orchestrator.request({ ...production, version: '1' }, 'operator');
  });

  test.each(ENVIRONMENTS)('%s asks for one only if it is Production', async (environment) => {
    const request = { ...production, environment, version: '2' };
    const { status } = await started.orchestrator.request(request, 'operator');
    expect(status).toBe(environment === 'Production' ? 'awaiting-approval' : 'running');
    await started.orchestrator.close();
  });

  test('nothing happens before the decision', async () => {
    expect(asked.status).toBe('awaiting-approval');
    expect(await started.versions('Production', 'billing')).toEqual(['none', 'none', 'none']);
    expect(started.store).toHaveRecorded('approval.requests', {}, 1);
    expect(started.store).not.toHaveRecorded('deployments.started');
  });

  test('a grant begins the deployment', async () => {
    await started.orchestrator.decide(asked.id, { decision: 'grant' }, 'alice');
    expect(await started.orchestrator.settled(asked.id)).toMatchObject({
      status: 'succeeded',
      approval: { decision: 'grant', approver: 'alice' },
    });
    expect(await started.versions('Production', 'billing')).toEqual(['1', '1', '1']);
    expect(started.store).toHaveRecorded('approvals.granted', {}, 1);
  });

  test('a rejection ends it, with its reason and comment', async () => {
    const decision = {
      decision: 'reject',
      reason: 'TooRisky',
      comment: 'not on a Friday',
    } as const;
    await started.orchestrator.decide(asked.id, decision, 'bob');
    expect(started.orchestrator.get(asked.id)).toMatchObject({
      status: 'rejected',
      approval: { ...decision, approver: 'bob' },
    });
    expect(started.store).toHaveRecorded('approvals.rejected', {}, 1);
    expect(started.store).not.toHaveRecorded('deployments.started');
  });

  test('who asked cannot approve', async () => {
    const decision = started.orchestrator.decide(asked.id, { decision: 'grant' }, 'operator');
    await expect(decision).rejects.toMatchObject({ statusCode: 403 });
    expect(started.store).not.toHaveRecorded('approvals.granted');
  });

  test('a decision is final', async () => {
    const decision = { decision: 'reject', reason: 'Other' } as const;
    await started.orchestrator.decide(asked.id, decision, 'alice');
    await expect(
      started.orchestrator.decide(asked.id, { decision: 'grant' }, 'bob'),
    ).rejects.toMatchObject({ statusCode: 409 });
  });

  test('of two grants at the same time one counts', async () => {
    const grant = (name: string) =>
      started.orchestrator.decide(asked.id, { decision: 'grant' }, name);
    const results = await Promise.allSettled([grant('alice'), grant('bob')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await started.orchestrator.settled(asked.id);
    expect(started.store).toHaveRecorded('approvals.granted', {}, 1);
    expect(started.store).toHaveRecorded('deployments.started', {}, 1);
  });
});

describe('a restart', () => {
  test('keeps deployments, and approvals that are still to be decided', async () => {
    const done = await deploy({ ...staging, version: '1' });
    const asked = await started.orchestrator.request({ ...production, version: '1' }, 'operator');
    const again = await startOrchestrator(workspace);
    expect(again.orchestrator.list()).toEqual([done, asked]);
    await again.orchestrator.decide(asked.id, { decision: 'grant' }, 'alice');
    expect(await again.orchestrator.settled(asked.id)).toMatchObject({ status: 'succeeded' });
  });

  test('undoes a deployment that was running', async () => {
    await deploy({ ...staging, version: '1' });
    let reached = () => {};
    const soaking = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const dying = await startOrchestrator(workspace, () => {
      reached();
      return new Promise(() => {}); // the process ends while the canary is watched
    });
    const request = { ...staging, strategy: 'Canary', version: '2' } as const;
    const { id } = await dying.orchestrator.request(request, 'operator');
    await soaking;
    expect(await dying.versions('Staging', 'billing')).toEqual(['2', '1', '1']);

    const again = await startOrchestrator(workspace);
    expect(again.orchestrator.get(id)).toMatchObject({ status: 'interrupted' });
    expect(await again.versions('Staging', 'billing')).toEqual(['1', '1', '1']);
    expect(again.store).toHaveRecorded('deployments.rolled_back', {}, 1);
    expect(again.store).toHaveRecorded('nodes.updated', {}, 1);
  });
});
