import type { IncomingMessage, ServerResponse } from 'node:http';
import { AccessGate } from '../access/access-gate.js';
import type { PageSource } from '../collected-page.js';
import type { Configuration } from '../configuration/configuration.js';
import type { Logger } from '../configuration/logger.js';
import type { ScrapeMetrics } from '../scrape-metrics.js';
import { EndpointServer } from './endpoint-server.js';
import { answerHealth } from './health.js';
import { answerIndex } from './index-page.js';
import { LivePage } from './live-page.js';
import { Readiness } from './readiness.js';
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
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Answers with the page, whatever the path. Neither throws nor rejects. */
  scrape(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Listens; rejects with `EndpointListenError`. */
  listen(): Promise<void>;
  /** Where the page is, while it listens. */
  readonly url: string | undefined;
  /** Holds the process alive, or no longer: a socket of the endpoint's does not by itself. */
  hold(alive: boolean): void;
  /** Listens no more, and ends connections when what has begun is answered, in 3 s at most. May be called twice. */
  close(): Promise<void>;
}

export function createEndpoint(context: EndpointContext): Endpoint {
  const { configuration, metrics, logger } = context;
  const readiness = new Readiness();
  const scrapes = new ScrapeHandler(context);
  const routes = routeTable(configuration, readiness, scrapes);
  const { access, scrape, tls } = configuration;
  const gate = configuration.disabled
    ? undefined // there is nothing to read
    : AccessGate.of({ access, metrics: context.metrics, logger });
  const open = new Set([scrape.healthPath, scrape.readyPath]); // probes have no credentials
  const guarded = (route: Route): Route =>
    gate === undefined
      ? route
      : async (request, response) => {
          if (await gate.admits(request, response)) await route(request, response);
        };
  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    route: Route | undefined,
  ): Promise<void> => {
    try {
      uncountedRequest(request);
      leaveBody(request, response);
      if (isUrlTooLong(request)) {
        answerText(response, 414, 'URI too long\n');
        metrics.scrapes.add(1, { outcome: 'invalid' });
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
    return answer(request, response, route && (open.has(path) ? route : guarded(route)));
  };
  const server = new EndpointServer(scrape, handle, {
    tls: tls.certFile === undefined ? undefined : new TlsTransport(tls, context),
    refused: (outcome) => metrics.scrapes.add(1, { outcome }),
  });
  return {
    readiness,
    scrapes: scrapes.seen,
    handle,
    scrape: (request, response) =>
      answer(
        request,
        response,
        guarded(() => scrapes.handle(request, response)),
      ),
    listen: () => server.listen(),
    get url() {
      return server.url;
    },
    hold: (alive) => server.hold(alive),
    close: () => server.close(),
  };
}

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

function routeTable(
  { scrape, serviceName, serviceVersion }: Configuration,
  readiness: Readiness,
  scrapes: ScrapeHandler,
): ReadonlyMap<string, Route> {
  const livePage = new LivePage(serviceName, scrape);
  const index: Route = scrape.livePage
    ? (request, response) => livePage.answer(request, response)
    : (_, response) => answerIndex(response, serviceName, scrape);
  return new Map<string, Route>([
    ['/', index], // first: another path may be `/`
    [scrape.metricsPath, (request, response) => scrapes.handle(request, response)],
    [scrape.healthPath, (request, response) => answerHealth(request, response, serviceVersion)],
    [scrape.readyPath, (_, response) => readiness.answer(response)],
    ['*', (_, response) => notFound(response)], // but OPTIONS and 405 are for the whole server
  ]);
}

function notFound(response: ServerResponse): void {
  answerText(response, 404, 'Not found\n');
}

/** The path as it came, without the query: what is not exactly one of ours is nobody's. */
function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
