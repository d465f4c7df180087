import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { StopRecording } from '../../recorder.js';
import { quietly } from '../quietly.js';
import { setRoute } from './request-route.js';

/** What is used of Fastify 5. */
interface FastifyRequest {
  readonly raw: object;
  readonly routeOptions?: { readonly url?: string };
}

interface FastifyInstance {
  addHook(
    name: 'onRequest',
    hook: (request: FastifyRequest, reply: unknown, done: () => void) => void,
  ): void;
}

interface HandlerStarted {
  readonly request: FastifyRequest;
  readonly route: { readonly url?: string };
}

/**
 * Learns the routes of Fastify from its own channels: of instances made from now on with a hook, which also sees what
 * other hooks and validation refuse; of those there were before when their handler starts.
 */
export function watchFastify(): StopRecording {
  let watching = true;
  const made = quietly((message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance }; // Fastify's documentation, Diagnostics Channel
    fastify.addHook('onRequest', (request, _reply, done) => {
      if (watching) setRoute(request.raw, request.routeOptions?.url);
      done();
    });
  });
  const started = quietly((message: unknown) => {
    const { request, route } = message as HandlerStarted; // Fastify's documentation, Diagnostics Channel
    setRoute(request.raw, route.url);
  });
  subscribe('fastify.initialization', made);
  subscribe('tracing:fastify.request.handler:start', started);
  return () => {
    watching = false; // a hook cannot be taken off
    unsubscribe('fastify.initialization', made);
    unsubscribe('tracing:fastify.request.handler:start', started);
  };
}
