import { defaultStore } from '@meterkit/instruments';
import { AccessGate } from '../access/access-gate.js';
import type { PageSource } from '../collected-page.js';
import type { Configuration } from '../configuration/configuration.js';
import type { Logger } from '../configuration/logger.js';
import { LogLimiter } from '../log-limiter.js';
import type { RefusalReason, ScrapeMetrics } from '../scrape-metrics.js';
import { answerFetch } from './answer-fetch.js';
import { type EndpointAddress, EndpointServer } from './endpoint-server.js';
import { eventLoopCheck } from './event-loop-check.js';
import type { EndpointRequest, EndpointResponse } from './exchange.js';
import { answerHealth } from './health.js';
import { answerIndex } from './index-page.js';
import { LivePage } from './live-page.js';
import { Readiness } from './readiness.js';
import { ReadyMetrics } from './ready-metrics.js';
import { isUrlTooLong, leaveBody } from './request-limits.js';
import { allowed, answerText } from './responses.js';
import { ScrapeHandler } from './scrape-handler.js';
import { TlsTransport } from './tls-transport.js';
import { uncountedRequest } from './uncounted.js';

export interface EndpointContext {
  readonly source: PageSource;
  readonly configuration: Configuration;
  readonly metrics: ScrapeMetrics;
  readonly logger: Logger;
}

/** What answers requests for the page and for the health of the process; it needs no server of its own. */
export interface Endpoint {
  readonly readiness: Readiness;
  readonly scrapes: ScrapeHandler['seen'];
  /** Answers by path. Neither throws nor rejects. */
  handle(request: EndpointRequest, response: EndpointResponse): Promise<void>;
  /** Answers by path, in the words of the fetch API. `env` is what a framework on Node gives its handlers. */
  fetch(request: Request, env?: unknown): Promise<Response>;
  /** Answers with the page, whatever the path. Neither throws nor rejects. */
  scrape(request: EndpointRequest, response: EndpointResponse): Promise<void>;
  /** Listens where the options say, which may be nowhere. Rejects with `EndpointListenError`, and then listens nowhere. */
  listen(): Promise<void>;
  /** Where the page is, while it listens. */
  readonly url: string | undefined;
  /** Where health is, while it listens. */
  readonly healthUrl: string | undefined;
  /** Holds the process alive, or no longer: a socket of the endpoint's does not by itself. */
  hold(alive: boolean): void;
  /** Listens no more, and ends connections when what has begun is answered, in 3 s at most. May be called twice. */
  close(): Promise<void>;
}

export function createEndpoint(context: EndpointContext): Endpoint {
  const { configuration, metrics, logger } = context;
  const { access, scrape, health, tls, store = defaultStore() } = configuration;
  const log = new LogLimiter(logger);
  const refused = (reason: RefusalReason): void => metrics.refusals.add(1, { reason });
  const readiness = new Readiness({ health, metrics: () => new ReadyMetrics({ store }), log });
  const stopWatching = watchEventLoop(configuration, readiness);
  const scrapes = new ScrapeHandler(context);
  const healthRoutes = healthTable(configuration, readiness, log);
  const routes = routeTable(configuration, scrapes, healthRoutes);
  const gate = configuration.disabled
    ? undefined // there is nothing to read
    : AccessGate.of({ access, metrics, logger });
  const guarded = (route: Route): Route =>
    gate === undefined
      ? route
      : async (request, response) => {
          if (await gate.admits(request, response)) await route(request, response);
        };
  const answer = async (
    request: EndpointRequest,
    response: EndpointResponse,
    route: Route | undefined,
  ): Promise<void> => {
    try {
      uncountedRequest(request);
      leaveBody(request, response);
      if (isUrlTooLong(request)) {
        answerText(response, 414, 'URI too long\n');
        refused('invalid');
      } else if (route === undefined) notFound(response);
      else if (allowed(request, response)) await route(request, response);
    } catch (error) {
      logger.error(`the endpoint could not answer ${request.method}`, error);
      if (response.headersSent) response.destroy();
      else answerText(response, 500, 'Internal error\n');
    }
  };
  const handle: Endpoint['handle'] = (request, response) => {
    const path = pathOf(request);
    const route = routes.get(path);
    const isOpen = healthRoutes.has(path); // probes have no credentials
    return answer(request, response, route && (isOpen ? route : guarded(route)));
  };
  const server = new EndpointServer(scrape, handle, {
    tls: tls.certFile === undefined ? undefined : new TlsTransport(tls, logger),
    refused,
  });
  const healthAddress = healthAddressOf(configuration);
  const healthServer =
    healthAddress &&
    new EndpointServer(
      healthAddress,
      (request, response) => answer(request, response, healthRoutes.get(pathOf(request))),
      { refused, group: 'health' },
    );
  return {
    readiness,
    scrapes: scrapes.seen,
    handle,
    fetch: (request, env) => answerFetch(handle, request, env),
    scrape: (request, response) =>
      answer(
        request,
        response,
        guarded(() => scrapes.handle(request, response)),
      ),
    listen: async () => {
      if (configuration.disabled) return;
      if (scrape.listen) await server.listen();
      await healthServer?.listen().catch(async (error) => {
        await server.close();
        throw error;
      });
    },
    get url() {
      return server.urlOf(scrape.metricsPath);
    },
    get healthUrl() {
      return (healthServer ?? server).urlOf(scrape.healthPath);
    },
    hold: (alive) => {
      server.hold(alive);
      healthServer?.hold(alive);
    },
    close: async () => {
      stopWatching();
      await Promise.all([server.close(), healthServer?.close()]);
    },
  };
}

type Route = (request: EndpointRequest, response: EndpointResponse) => Promise<void> | void;

function routeTable(
  { scrape, serviceName }: Configuration,
  scrapes: ScrapeHandler,
  healthRoutes: ReadonlyMap<string, Route>,
): ReadonlyMap<string, Route> {
  const livePage = new LivePage(serviceName, scrape);
  const index: Route = scrape.livePage
    ? (request, response) => livePage.answer(request, response)
    : (_, response) => answerIndex(response, serviceName, scrape);
  return new Map<string, Route>([
    ['/', index], // first: another path may be `/`
    [scrape.metricsPath, (request, response) => scrapes.handle(request, response)],
    ...healthRoutes,
    ['*', (_, response) => notFound(response)], // but OPTIONS and 405 are for the whole server
  ]);
}

function notFound(response: EndpointResponse): void {
  answerText(response, 404, 'Not found\n');
}

function healthTable(
  { scrape, health, serviceVersion: version }: Configuration,
  readiness: Readiness,
  log: LogLimiter,
): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    [scrape.healthPath, (...exchange) => answerHealth(...exchange, { version, health, log })],
    [scrape.readyPath, (...exchange) => readiness.answer(...exchange)],
  ]);
}

/** Lets readiness depend on the event loop, where the configuration says so; returns what ends that. */
function watchEventLoop({ disabled, health }: Configuration, readiness: Readiness): () => void {
  if (disabled || health.eventLoopDelayMs === undefined) return () => undefined;
  const { check, stop } = eventLoopCheck(health.eventLoopDelayMs);
  const forget = readiness.add('event loop', check);
  return () => {
    forget();
    stop();
  };
}

/** Of the server that health and readiness have for themselves, where `health.port` asks for one. */
function healthAddressOf({ scrape, health }: Configuration): EndpointAddress | undefined {
  const { port, host = scrape.host } = health;
  return port === undefined ? undefined : { ...scrape, host, port, socket: undefined };
}

/** The path as it came, without the query: what is not exactly one of ours is nobody's. */
function pathOf(request: EndpointRequest): string {
  const url = request.url ?? '/';
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
