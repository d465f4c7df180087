import type { Endpoint } from './endpoint.js';
import type { OfNode } from './exchange.js';
import { FetchAnswer } from './fetch-answer.js';
import { uncountedRequest } from './uncounted.js';

/** Answers a request of the fetch API. `env` is what a framework on Node hands on: `incoming` in it is what arrived. */
export async function answerFetch(
  handle: Endpoint['handle'],
  request: Request,
  env: unknown,
): Promise<Response> {
  const { incoming } = (env ?? {}) as { incoming?: unknown }; // asks for one property, whatever it is
  const ofNode: OfNode = typeof incoming === 'object' && incoming !== null ? incoming : {};
  uncountedRequest(ofNode);
  const { pathname, search } = new URL(request.url);
  const answer = new FetchAnswer(request);
  const headers = Object.fromEntries(request.headers);
  const { socket, rawHeaders } = ofNode;
  const arrived = { ...(socket && { socket }), ...(rawHeaders && { rawHeaders }) };
  void handle({ method: request.method, url: pathname + search, headers, ...arrived }, answer);
  return answer.response;
}
