import { Socket } from 'node:net';
import type { Configuration } from '../configuration/configuration.js';
import type { Logger } from '../configuration/logger.js';
import type { EndpointRequest, EndpointResponse } from '../endpoint/exchange.js';
import { answerText } from '../endpoint/responses.js';
import { ReloadedFiles } from '../reloaded-files.js';
import type { RefusalReason, ScrapeMetrics } from '../scrape-metrics.js';
import { within } from '../within.js';
import { addressList } from './address-list.js';
import { type Credentials, parseAuthorization } from './parse-authorization.js';
import { parseTokens } from './parse-tokens.js';
import { parseUsers } from './parse-users.js';
import { tokenCheck } from './token-check.js';
import { UserCheck } from './user-check.js';

/** Longest wait for a file; after it holds what is known. */
const READING_MS = 250;

export interface AccessContext {
  readonly access: Configuration['access'];
  readonly metrics: ScrapeMetrics;
  readonly logger: Logger;
}

/** Lets those through who may read what is behind it. Files are read at each request, so that a change holds at once. */
export class AccessGate {
  readonly #metrics: ScrapeMetrics;
  readonly #isAllowed: ((address: string) => boolean) | undefined;
  readonly #users: (() => Promise<UserCheck>) | undefined;
  readonly #tokens: (() => Promise<(token: string) => boolean>) | undefined;
  readonly #challenges: readonly string[];

  private constructor({ access, metrics, logger }: AccessContext) {
    const { usersFile, tokenFile, allow } = access;
    const named = Object.entries(access.users);
    const users = (more: Iterable<readonly [string, string]>) =>
      new UserCheck(new Map([...named, ...more]));
    const tokens = (more: readonly string[]) => tokenCheck([...access.tokens, ...more]);
    const tellOf = (option: string) => (problem: string) =>
      logger.warn(`access.${option}: what it says is not used: ${problem}`);
    const hasUsers = named.length > 0 || usersFile !== undefined;
    const hasTokens = access.tokens.length > 0 || tokenFile !== undefined;
    this.#metrics = metrics;
    this.#isAllowed = allow.length > 0 ? addressList(allow) : undefined;
    if (hasUsers) {
      const parse = (text: string) => users(parseUsers(text));
      this.#users = following(usersFile, users([]), parse, tellOf('usersFile'));
    }
    if (hasTokens) {
      const parse = (text: string) => tokens(parseTokens(text));
      this.#tokens = following(tokenFile, tokens([]), parse, tellOf('tokenFile'));
    }
    this.#challenges = [
      ...(hasUsers ? ['Basic realm="metrics", charset="UTF-8"'] : []),
      ...(hasTokens ? ['Bearer realm="metrics"'] : []),
    ];
  }

  /** Undefined when everybody may read. */
  static of(context: AccessContext): AccessGate | undefined {
    const gate = new AccessGate(context);
    return gate.#isAllowed === undefined && gate.#challenges.length === 0 ? undefined : gate;
  }

  /** Whether the request is let through; the answer to one that is not is given here. Never rejects. */
  async admits(request: EndpointRequest, response: EndpointResponse): Promise<boolean> {
    const reason = await this.#refusal(request);
    if (reason === undefined) return true;
    this.#metrics.refusals.add(1, { reason });
    if (reason === 'address') answerText(response, 403, 'Not from this address\n');
    else if (reason === 'passwords') {
      response.setHeader('retry-after', '1');
      answerText(response, 429, 'Too many passwords to check\n');
    } else {
      response.setHeader('www-authenticate', this.#challenges);
      answerText(response, 401, 'Only for who has the credentials\n');
    }
    return false;
  }

  async #refusal(request: EndpointRequest): Promise<RefusalReason | undefined> {
    if (this.#isAllowed !== undefined && !isFrom(request.socket, this.#isAllowed)) return 'address';
    if (this.#challenges.length === 0) return undefined;
    const credentials = credentialsOf(request);
    if (credentials?.scheme === 'bearer')
      return (await this.#tokens?.())?.(credentials.token) ? undefined : 'credentials';
    if (credentials === undefined || this.#users === undefined) return 'credentials';
    const users = await this.#users();
    const verdict = await users.check(credentials.name, credentials.password);
    if (verdict === 'right') return undefined;
    return verdict === 'busy' ? 'passwords' : 'credentials';
  }
}

/** A connection without an address is of a unix socket, or has ended and nobody reads the answer. */
function isFrom(socket: Socket | undefined, isAllowed: (address: string) => boolean): boolean {
  const address = socket?.remoteAddress;
  return address === undefined ? socket instanceof Socket : isAllowed(address);
}

/** Of a request with one `Authorization` header. */
function credentialsOf({ headers, rawHeaders = [] }: EndpointRequest): Credentials | undefined {
  const isName = (text: string, i: number) => i % 2 === 0 && /^authorization$/i.test(text);
  if (rawHeaders.filter(isName).length > 1) return undefined;
  return headers.authorization === undefined
    ? undefined
    : parseAuthorization(headers.authorization);
}

/** What is made of the text of a file as it now is; `without` where there is none, or none that could ever be used. */
function following<T>(
  path: string | undefined,
  without: T,
  parse: (text: string) => T,
  tell: (problem: string) => void,
): () => Promise<T> {
  if (path === undefined) return async () => without;
  const file = new ReloadedFiles([path], ([text = '']) => parse(text), tell);
  return async () => {
    await within(file.refresh(), READING_MS);
    return file.value ?? without;
  };
}
