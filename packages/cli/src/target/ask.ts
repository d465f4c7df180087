import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { performance } from 'node:perf_hooks';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';
import { decoded } from './decoded.js';
import type { Target } from './target.js';

/** What a target answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Uncompressed. */
  readonly body: Buffer;
  /** As it was sent, headers apart. */
  readonly sentBytes: number;
  readonly tookMs: number;
}

interface AskOptions {
  /** Told how many have come. */
  readonly onBytes?: (bytes: number) => void;
  /** Gives up before the time is over. */
  readonly signal?: AbortSignal;
}

/** Larger pages are not read: they are a mistake, or not a page. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Says to an endpoint of ours that no scraper has seen these values: its shutdown goes on waiting for one. */
const NO_SCRAPE = { 'meterkit-live': '1' };

/**
 * Asks once, whatever the status of the answer. Redirects are not followed.
 *
 * @throws CommandError when there is no whole answer in time.
 */
export async function ask(
  target: Target,
  headers: Readonly<Record<string, string>> = {},
  { onBytes = () => {}, signal: given }: AskOptions = {},
): Promise<Answer> {
  const began = performance.now();
  const late = AbortSignal.timeout(target.timeoutMs);
  const signal = given === undefined ? late : AbortSignal.any([late, given]);
  try {
    const response = await responseOf(target, headers, signal);
    const sent = await bytesOf(response, onBytes);
    const tookMs = performance.now() - began;
    const body = await decoded(sent, response.headers['content-encoding'], MAX_BYTES);
    const { statusCode: status = 0 } = response;
    return { status, headers: response.headers, body, sentBytes: sent.length, tookMs };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const seconds = target.timeoutMs / 1000;
    const why = signal.aborted ? `no whole answer within ${seconds} s` : reasonOf(error);
    throw new CommandError(
      `${target.shown}: expected an answer, got ${why}`,
      exitCodes.unreachable,
    );
  }
}

/** Whether the target has no page in the formats that were asked for (RFC 9110, 15.5.7), as strict servers say it. */
export function isNotSpoken({ status }: Answer): boolean {
  return status === 406;
}

/** @throws CommandError when the answer is no page. */
export function expectPage(target: Target, { status, headers, body }: Answer): void {
  if (status === 200) return;
  const first = body.toString('utf8', 0, 200).split('\n', 1)[0] ?? '';
  const said = /text\/plain/.test(headers['content-type'] ?? '') ? ` (${first})` : '';
  throw new CommandError(
    `${target.shown}: expected 200, got ${status}${said}${fixOf(status, headers.location)}`,
    exitCodes.unreachable,
  );
}

function fixOf(status: number, location: string | undefined): string {
  if (status === 401 || status === 403)
    return '; say who asks by --user, --bearer-file or --header';
  if (status === 404) return '; is this the path of the page?';
  return location === undefined ? '' : `; ask ${location}`;
}

async function responseOf(
  { url, socketPath, headers: own, ca }: Target,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const options = {
    headers: { ...NO_SCRAPE, ...headers, ...own },
    signal,
    agent: false as const,
    socketPath,
  };
  const request =
    url.protocol === 'https:' ? https.request(url, { ...options, ca }) : http.request(url, options);
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage]; // the event's argument
  return response;
}

async function bytesOf(
  response: IncomingMessage,
  onBytes: (bytes: number) => void,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    // no encoding is set
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes`);
    onBytes(size);
  }
  return Buffer.concat(chunks);
}

/** Of a host with several addresses every one failed; the first says why. */
function reasonOf(error: unknown): string {
  const { code, message, errors } = error as NodeJS.ErrnoException & { errors?: readonly Error[] }; // what sockets and streams throw
  return message || errors?.[0]?.message || code || String(error);
}
