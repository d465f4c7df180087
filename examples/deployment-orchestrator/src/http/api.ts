import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ZodType, z } from 'zod';
import {
  type Decision,
  type DeploymentRequest,
  decision,
  deploymentRequest,
} from '../orchestrator/deployment.js';
import type { Orchestrator } from '../orchestrator/orchestrator.js';
import { RequestError } from '../orchestrator/request-error.js';

export interface ApiOptions {
  readonly orchestrator: Orchestrator;
  /** Bearer tokens by the name of who has them. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Of each caller. */
  readonly requestsPerMinute: number;
}

/** The routes of the API. Authentication and rate limit hold for these, not for what is mounted beside them. */
export function createApi({ orchestrator, tokens, requestsPerMinute }: ApiOptions) {
  const callerOf = authentication(tokens);
  return async (api: FastifyInstance): Promise<void> => {
    api.addHook('onRequest', async (request) => void callerOf(request));
    await api.register(rateLimit, {
      max: requestsPerMinute,
      timeWindow: '1 minute',
      keyGenerator: callerOf,
    });
    api.setValidatorCompiler<ZodType>(({ schema }) => (value) => {
      const { data, error } = schema.safeParse(value);
      return error ? { error: new Error(z.prettifyError(error)) } : { value: data };
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

    api.get('/deployments', async () => orchestrator.list());
  };
}

/** Tells who makes a request. Headers are looked up by digest: the time of the search says nothing about a token. */
function authentication(tokens: ApiOptions['tokens']): (request: FastifyRequest) => string {
  const digest = (header: string) => createHash('sha256').update(header).digest('hex');
  const names = new Map(
    Object.entries(tokens).map(([name, token]) => [digest(`Bearer ${token}`), name]),
  );
  return ({ headers }) => {
    const header = (headers.authorization ?? '').replace(/^bearer/i, 'Bearer');
    const name = names.get(digest(header));
    if (name) return name;
    throw new RequestError(401, 'Expected "Authorization: Bearer" and a known token.');
  };
}
