import type { EndpointRequest, EndpointResponse } from './exchange.js';

const PLAIN = 'text/plain; charset=utf-8';

export function answerText(response: EndpointResponse, status: number, text: string): void {
  answer(response, status, PLAIN, text);
}

export function answerJson(response: EndpointResponse, status: number, json: string): void {
  answer(response, status, 'application/json; charset=utf-8', `${json}\n`);
}

export function answer(
  response: EndpointResponse,
  status: number,
  contentType: string,
  body: string,
): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body); // node leaves the body of an answer to HEAD out
}

/** Whether the method is one that the endpoint answers (RFC 9110, 9.1); the answer to all others is given here. */
export function allowed(request: EndpointRequest, response: EndpointResponse): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  response.setHeader('allow', 'GET, HEAD, OPTIONS');
  if (request.method === 'OPTIONS') response.writeHead(204).end();
  else answerText(response, 405, 'Only GET and HEAD are answered here\n');
  return false;
}
