import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Decision, DeploymentRequest, DeploymentStatus } from '../orchestrator/deployment.js';
import { activeReleases, type Inventory } from '../orchestrator/inventory.js';
import type { ModuleRepository } from '../orchestrator/module-repository.js';
import type { Orchestrator } from '../orchestrator/orchestrator.js';
import { decision, deploymentRequest } from './schemas.js';

export interface ApiOptions {
  readonly orchestrator: Orchestrator;
  readonly repository: ModuleRepository;
  readonly nodes: Inventory;
  /** The name of the caller. Throws for one that is not known. */
  readonly authenticate: (request: FastifyRequest) => string;
  /** Throws for a caller that asks too often. */
  readonly limitRate: (caller: string) => void;
}

/** The routes of the API. Authentication and rate limit hold for these, not for what is mounted beside them. */
export function createApi(options: ApiOptions): (api: FastifyInstance) => Promise<void> {
  const { orchestrator, repository, nodes } = options;
  return async (api) => {
    const callers = new WeakMap<FastifyRequest, string>();
    const callerOf = (request: FastifyRequest) => callers.get(request) ?? '';

    api.addHook('onRequest', async (request) => {
      const caller = options.authenticate(request);
      options.limitRate(caller);
      callers.set(request, caller);
    });

    api.post<{ Body: DeploymentRequest }>(
      '/deployments',
      { schema: { body: deploymentRequest } },
      async (request, reply) => {
        const deployment = await orchestrator.request(request.body, callerOf(request));
        return reply.code(202).header('location', `/deployments/${deployment.id}`).send(deployment);
      },
    );

    api.post<{ Params: { id: string }; Body: Decision }>(
      '/deployments/:id/approval',
      { schema: { body: decision } },
      (request) => orchestrator.decide(request.params.id, request.body, callerOf(request)),
    );

    /** `?wait=true` answers when the deployment no longer runs. */
    api.get<{ Params: { id: string }; Querystring: { wait?: string } }>(
      '/deployments/:id',
      async ({ params, query }) =>
        query.wait === 'true' ? orchestrator.settled(params.id) : orchestrator.get(params.id),
    );

    api.get<{ Querystring: { status?: DeploymentStatus } }>('/deployments', async ({ query }) =>
      orchestrator.list(query.status),
    );

    api.get('/modules', () => repository.list());
    api.get('/nodes', () => activeReleases(nodes));
  };
}
