import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { RequestError } from '../orchestrator/request-error.js';

/** Tells who makes a request by its bearer token, or throws 401. */
export function createAuthentication(
  tokens: Readonly<Record<string, string>>,
): (request: FastifyRequest) => string {
  // Looked up by digest, so that the time of the search says nothing about a token.
  const names = new Map(Object.entries(tokens).map(([name, token]) => [digest(token), name]));
  return (request) => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const name = token && names.get(digest(token));
    if (!name) throw new RequestError(401, 'Expected "Authorization: Bearer" and a known token.');
    return name;
  };
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
