import type { PageSource } from '../collected-page.js';
import type { Configuration } from '../configuration/configuration.js';
import type { Logger } from '../configuration/logger.js';
import type { ScrapeMetrics } from '../scrape-metrics.js';
import { answerFetch } from './answer-fetch.js';
import { EndpointServer } from './endpoint-server.js';
import type { EndpointRequest, EndpointResponse } from './exchange.js';
import { answerHealth } from './health.js';
import { answerIndex } from './index-page.js';
import { Readiness } from './readiness.js';
import { allowed, answerText } from './responses.js';
import { ScrapeHandler } from './scrape-handler.js';
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
  const { configuration, logger } = context;
  const readiness = new Readiness();
  const scrapes = new ScrapeHandler(context);
  const routes = routeTable(configuration, readiness, scrapes);
  const answer = async (
    request: EndpointRequest,
    response: EndpointResponse,
    route: Route | undefined,
  ): Promise<void> => {
    try {
      uncountedRequest(request);
      if (route === undefined) answerText(response, 404, 'Not found\n');
      else if (allowed(request, response)) await route(request, response);
    } catch (error) {
      logger.error(`the endpoint could not answer ${request.method}`, error);
      if (response.headersSent) response.destroy();
      else answerText(response, 500, 'Internal error\n');
    }
  };
  const handle: Endpoint['handle'] = (request, response) =>
    answer(request, response, routes.get(pathOf(request)));
  const server = new EndpointServer(configuration.scrape, handle);
  return {
    readiness,
    scrapes: scrapes.seen,
    handle,
    fetch: (request, env) => answerFetch(handle, request, env),
    scrape: (request, response) =>
      answer(request, response, () => scrapes.handle(request, response)),
    listen: () => server.listen(),
    get url() {
      return server.url;
    },
    hold: (alive) => server.hold(alive),
    close: () => server.close(),
  };
}

type Route = (request: EndpointRequest, response: EndpointResponse) => Promise<void> | void;

function routeTable(
  { scrape, serviceName, serviceVersion }: Configuration,
  readiness: Readiness,
  scrapes: ScrapeHandler,
): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    ['/', (_, response) => answerIndex(response, serviceName, scrape)], // first: another path may be `/`
    [scrape.metricsPath, (request, response) => scrapes.handle(request, response)],
    [scrape.healthPath, (request, response) => answerHealth(request, response, serviceVersion)],
    [scrape.readyPath, (_, response) => readiness.answer(response)],
  ]);
}

/** The path as it came, without the query: what is not exactly one of ours is nobody's. */
function pathOf(request: EndpointRequest): string {
  const url = request.url ?? '/';
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
