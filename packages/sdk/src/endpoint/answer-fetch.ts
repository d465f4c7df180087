import type { Endpoint } from './endpoint.js';
import { FetchAnswer } from './fetch-answer.js';
import { uncountedRequest } from './uncounted.js';

/** Answers a request of the fetch API. `env` is what a framework on Node hands on: `incoming` in it is what arrived. */
export async function answerFetch(
  handle: Endpoint['handle'],
  request: Request,
  env: unknown,
): Promise<Response> {
  const incoming: unknown = (env as { incoming?: unknown } | undefined)?.incoming; // asks for one property, whatever it is
  if (typeof incoming === 'object' && incoming !== null) uncountedRequest(incoming);
  const { pathname, search } = new URL(request.url);
  const answer = new FetchAnswer(request);
  const headers = Object.fromEntries(request.headers);
  void handle({ method: request.method, url: pathname + search, headers }, answer);
  return answer.response;
}
