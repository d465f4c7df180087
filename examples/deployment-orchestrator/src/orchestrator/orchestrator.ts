import { randomUUID } from 'node:crypto';
import type { ApprovalMetrics } from '@meterkit/meters/approval';
import type { Decision, Deployment, DeploymentRequest } from './deployment.js';
import type { DeploymentPipeline } from './deployment-pipeline.js';
import type { ModuleRepository } from './module-repository.js';
import { RequestError } from './request-error.js';
import type { StateFile } from './state-file.js';

/** What survives a restart: deployments by id, in the order of their requests. */
export type OrchestratorState = Record<string, Deployment>;

export interface OrchestratorOptions {
  readonly state: StateFile<OrchestratorState>;
  readonly repository: ModuleRepository;
  readonly pipeline: DeploymentPipeline;
}

const KEPT_DEPLOYMENTS = 1000;

/** Takes requests, asks for approval where one is needed, runs deployments and remembers all of it. */
export class Orchestrator {
  readonly #metrics: ApprovalMetrics;
  readonly #options: OrchestratorOptions;
  #closing = false;
  /** By target: two deployments must not work on one module in one environment. */
  readonly #running = new Map<string, { readonly id: string; readonly end: Promise<Deployment> }>();

  constructor(metrics: ApprovalMetrics, options: OrchestratorOptions) {
    this.#metrics = metrics;
    this.#options = options;
  }

  /** Begins a deployment, or asks for its approval if it goes to Production. */
  async request(request: DeploymentRequest, requestedBy: string): Promise<Deployment> {
    const { environment, module, version } = request;
    if (!(await this.#options.repository.has(module, version))) {
      throw new RequestError(404, `No module ${module} ${version}.`);
    }
    const deployment: Deployment = {
      ...request,
      id: randomUUID(),
      status: environment === 'Production' ? 'awaiting-approval' : 'running',
      requestedBy,
      requestedAt: now(),
    };
    if (deployment.status === 'running') return this.#start(deployment);
    await this.#keep(deployment);
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
    const rejected = await this.#keep({
      ...deployment,
      approval,
      status: 'rejected',
      finishedAt: now(),
    });
    const { reason } = decision;
    this.#metrics.recordApprovalRejected({ environment, module, approver, reason });
    return rejected;
  }

  get(id: string): Deployment {
    const { value } = this.#options.state;
    const deployment = Object.hasOwn(value, id) ? value[id] : undefined;
    if (deployment === undefined) throw new RequestError(404, `No deployment ${id}.`);
    return deployment;
  }

  list(): readonly Deployment[] {
    return Object.values(this.#options.state.value);
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
    for (const deployment of this.list()) {
      if (deployment.status !== 'running') continue;
      await this.#options.pipeline.recover(deployment);
      await this.#keep({ ...deployment, status: 'interrupted', finishedAt: now() });
    }
  }

  async #start(deployment: Deployment): Promise<Deployment> {
    const target = targetOf(deployment);
    if (this.#closing) throw new RequestError(503, 'The service is shutting down.');
    if (this.#running.has(target)) throw new RequestError(409, `${target} is being deployed.`);
    const saved = this.#keep(deployment);
    const end = saved
      .then(() => this.#options.pipeline.deploy(deployment))
      .then((outcome) => this.#keep({ ...deployment, ...outcome, finishedAt: now() }))
      .finally(() => this.#running.delete(target));
    end.catch(() => {}); // whoever waits for it is told
    this.#running.set(target, { id: deployment.id, end });
    return saved;
  }

  async #keep(deployment: Deployment): Promise<Deployment> {
    const { value, save } = this.#options.state;
    value[deployment.id] = deployment;
    const finished = Object.values(value).filter((kept) => kept.finishedAt !== undefined);
    for (const old of finished.slice(0, -KEPT_DEPLOYMENTS)) delete value[old.id];
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
