import { readFileSync } from 'node:fs';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';
import { numberOption } from '../command-line/number-option.js';
import type { TargetValues } from './target-options.js';

/** A page that is asked for, and how. */
export interface Target {
  /** Without credentials. */
  readonly url: URL;
  /** Of `unix:/run/shop.sock:/metrics`. */
  readonly socketPath: string | undefined;
  /** The address as messages show it. */
  readonly shown: string;
  readonly credentials: 'none' | 'basic' | 'bearer';
  readonly hasCredentialsInUrl: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly ca: string | undefined;
  readonly timeoutMs: number;
}

/** Whether an argument names a target and not a file. */
export function isAddress(text: string): boolean {
  return /^(https?:\/\/|unix:|([\w.-]+|\[[\da-f:]+\]):\d{1,5}(\/|$))/i.test(text);
}

/** The target of an address and options. `localhost:9464` is `http://localhost:9464/metrics`. */
export function targetOf(address: string, values: TargetValues): Target {
  const [, socketPath, socketUrl] = /^unix:(.+?)(?::(\/.*))?$/.exec(address) ?? [];
  const url = urlOf(
    socketPath === undefined ? address : `http://localhost${socketUrl ?? '/metrics'}`,
  );
  const inUrl = userIn(url);
  url.username = '';
  url.password = '';
  const authorization = authorizationOf(values, inUrl);
  const headers = Object.fromEntries((values.header ?? []).map(headerOf));
  return {
    url,
    socketPath,
    shown: socketPath === undefined ? url.href : address,
    credentials: credentialsOf(authorization ?? headers.authorization),
    hasCredentialsInUrl: inUrl !== undefined,
    headers: authorization === undefined ? headers : { ...headers, authorization },
    ca: values.ca === undefined ? undefined : readOptionFile('ca', values.ca),
    timeoutMs: 1000 * numberOption('timeout', values.timeout, { fallback: 10, min: 0.001 }),
  };
}

/** The same without what says who asks. */
export function withoutCredentials(target: Target): Target {
  const { authorization: _, ...headers } = target.headers;
  return { ...target, headers, credentials: 'none' };
}

function urlOf(address: string): URL {
  const withScheme = /^https?:\/\//i.test(address) ? address : `http://${address}`;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    throw notAddress(address);
  }
  if (url.pathname === '/') url.pathname = '/metrics';
  return url;
}

function userIn({ username, password, host }: URL): string | undefined {
  if (username === '') return undefined;
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    throw notAddress(host);
  }
}

/** What may be a password is not shown. */
function notAddress(address: string): CommandError {
  const shown = address.replace(/^(\w+:\/\/)?.*@/, '$1…@');
  return new CommandError(
    `target: expected an address such as http://localhost:9464/metrics, got "${shown}"`,
  );
}

function authorizationOf(values: TargetValues, inUrl: string | undefined): string | undefined {
  const file = values['bearer-file'];
  const given = [values.user, file, inUrl].filter((source) => source !== undefined);
  if (given.length > 1)
    throw new CommandError(
      '--user, --bearer-file and a user in the URL: expected one of them, got several',
    );
  if (file !== undefined)
    return `Bearer ${readOptionFile('bearer-file', file).split('\n', 1)[0]?.trim()}`;
  const user = inUrl ?? userOf(values.user);
  return user === undefined ? undefined : `Basic ${Buffer.from(user).toString('base64')}`;
}

function userOf(user: string | undefined): string | undefined {
  if (user === undefined || user.includes(':')) return user;
  const password = process.env.METERKIT_PASSWORD;
  if (password !== undefined) return `${user}:${password}`;
  throw new CommandError(
    `--user: expected NAME:PASSWORD, or a password in METERKIT_PASSWORD, got "${user}" and none`,
  );
}

function credentialsOf(authorization: string | undefined): Target['credentials'] {
  if (authorization === undefined) return 'none';
  return /^basic /i.test(authorization) ? 'basic' : 'bearer';
}

function headerOf(text: string): readonly [string, string] {
  const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(text) ?? [];
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw new CommandError(`--header: expected 'NAME: VALUE', got "${name || text}"`);
  }
  return [name.toLowerCase(), value];
}

function readOptionFile(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // what readFileSync throws
    throw new CommandError(
      `--${option}: expected a readable file, got "${file}" (${code})`,
      exitCodes.unreachable,
    );
  }
}
