import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import type { ApprovalMetrics } from '@meterkit/meters/approval';
import type { Decision, Deployment, DeploymentRequest } from './deployment.js';
import type { DeploymentPipeline } from './deployment-pipeline.js';
import { RequestError } from './request-error.js';
import type { StateFile } from './state-file.js';

/** What survives a restart: deployments by id, in the order of their requests. */
export type OrchestratorState = Record<string, Deployment>;

const KEPT_DEPLOYMENTS = 1000;

/** Takes requests, asks for approval where one is needed, runs deployments and remembers all of it. */
export class Orchestrator {
  readonly #metrics: ApprovalMetrics;
  readonly #pipeline: DeploymentPipeline;
  readonly #state: StateFile<OrchestratorState>;
  /** By target: two deployments must not work on one module in one environment. */
  readonly #running = new Map<string, { readonly id: string; readonly end: Promise<unknown> }>();
  #closing = false;

  constructor(
    metrics: ApprovalMetrics,
    pipeline: DeploymentPipeline,
    state: StateFile<OrchestratorState>,
  ) {
    this.#metrics = metrics;
    this.#pipeline = pipeline;
    this.#state = state;
  }

  /** Begins a deployment, or asks for its approval if it goes to Production. */
  async request(request: DeploymentRequest, requestedBy: string): Promise<Deployment> {
    const { environment, module, version } = request;
    await access(this.#pipeline.source(request)).catch(() => {
      throw new RequestError(404, `No module ${module} ${version}.`);
    });
    const asked = { ...request, id: randomUUID(), requestedBy, requestedAt: now() };
    if (environment !== 'Production') return this.#start({ ...asked, status: 'running' });
    const deployment = await this.#keep({ ...asked, status: 'awaiting-approval' });
    this.#metrics.recordApprovalRequested({ environment, module });
    return deployment;
  }

  /** Grants or rejects. Nobody approves what they asked for themselves. */
  async decide(id: string, decision: Decision, approver: string): Promise<Deployment> {
    const deployment = this.get(id);
    if (deployment.status !== 'awaiting-approval') {
      throw new RequestError(409, `Deployment ${id} is ${deployment.status}.`);
    }
    if (deployment.requestedBy === approver) {
      throw new RequestError(403, `${approver} asked for deployment ${id} and cannot approve it.`);
    }
    const { environment, module } = deployment;
    const approval = { ...decision, approver, decidedAt: now() };
    if (decision.decision === 'grant') {
      const started = await this.#start({ ...deployment, approval, status: 'running' });
      this.#metrics.recordApprovalGranted({ environment, module, approver });
      return started;
    }
    const { reason } = decision;
    const rejected = await this.#finish({ ...deployment, approval, status: 'rejected' });
    this.#metrics.recordApprovalRejected({ environment, module, approver, reason });
    return rejected;
  }

  get(id: string): Deployment {
    const { value } = this.#state;
    const deployment = Object.hasOwn(value, id) ? value[id] : undefined;
    if (deployment === undefined) throw new RequestError(404, `No deployment ${id}.`);
    return deployment;
  }

  list(): readonly Deployment[] {
    return Object.values(this.#state.value);
  }

  /** The deployment when it no longer runs. */
  async settled(id: string): Promise<Deployment> {
    const running = this.#running.get(targetOf(this.get(id)));
    if (running?.id === id) await running.end; // also while its outcome is being saved
    return this.get(id);
  }

  /** Begins nothing any more, and resolves when nothing runs. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.allSettled(Array.from(this.#running.values(), ({ end }) => end));
  }

  /** Undoes what the last life of this service left half done. */
  async recover(): Promise<void> {
    for (const deployment of this.list().filter(({ status }) => status === 'running')) {
      await this.#pipeline.recover(deployment);
      await this.#finish({ ...deployment, status: 'interrupted' });
    }
  }

  async #start(deployment: Deployment): Promise<Deployment> {
    const target = targetOf(deployment);
    if (this.#closing) throw new RequestError(503, 'The service is shutting down.');
    if (this.#running.has(target)) throw new RequestError(409, `${target} is being deployed.`);
    const saved = this.#keep(deployment);
    const end = saved
      .then(() => this.#pipeline.deploy(deployment))
      .then((outcome) => this.#finish({ ...deployment, ...outcome }))
      .finally(() => this.#running.delete(target));
    end.catch(() => {}); // whoever waits for it is told
    this.#running.set(target, { id: deployment.id, end });
    return saved;
  }

  #finish(deployment: Deployment): Promise<Deployment> {
    return this.#keep({ ...deployment, finishedAt: now() });
  }

  async #keep(deployment: Deployment): Promise<Deployment> {
    const { value, save } = this.#state;
    value[deployment.id] = deployment;
    const finished = this.list().filter(({ finishedAt }) => finishedAt !== undefined);
    for (const { id } of finished.slice(0, -KEPT_DEPLOYMENTS)) delete value[id];
    await save();
    return deployment;
  }
}

function targetOf({ environment, module }: Deployment): string {
  return `${module} in ${environment}`;
}

function now(): string {
  return new Date().toISOString();
}
