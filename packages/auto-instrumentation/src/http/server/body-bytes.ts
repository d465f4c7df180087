import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

const RECEIVED = Symbol('bytes received');
const SENT = Symbol('bytes sent');
const NOTHING_COUNTED = -1;

interface CountedRequest {
  [RECEIVED]?: number;
}

interface CountedResponse {
  [SENT]?: number;
}

/** What Node knows of a response and does not document; both have been so since Node 0.x. */
interface ResponseInternals {
  readonly _contentLength?: number | null;
  readonly _header?: string | null;
}

/** Counts the body of a request as it arrives, without its chunks' framing. A request without a body costs a look at its header names. */
export function countRequestBody(request: IncomingMessage): void {
  if (!announcesBody(request.rawHeaders)) return;
  (request as CountedRequest)[RECEIVED] = 0; // a property of ours
  request.push = countingPush;
}

export function requestBodyBytes(request: IncomingMessage): number {
  return (request as CountedRequest)[RECEIVED] ?? 0; // a property of ours
}

/** Begins to count what is written to a response. */
export function countResponseBody(response: ServerResponse): void {
  (response as CountedResponse)[SENT] = NOTHING_COUNTED; // a property of ours
}

/** The bytes of a finished answer's body, as they went to the client: compressed, without framing. */
export function responseBodyBytes(request: IncomingMessage, response: ServerResponse): number {
  const { statusCode } = response;
  if (request.method === 'HEAD' || statusCode === 304 || statusCode === 204) return 0;
  const sent = (response as CountedResponse)[SENT] ?? NOTHING_COUNTED; // a property of ours
  if (sent !== NOTHING_COUNTED) return sent;
  return (response as ResponseInternals)._contentLength ?? 0; // written by end() alone: Node has counted it
}

/** The bytes of a body that was cut off, as far as it was handed to the connection. */
export function cutOffBodyBytes(request: IncomingMessage, response: ServerResponse): number {
  const sent = (response as CountedResponse)[SENT] ?? NOTHING_COUNTED; // a property of ours
  const began = response.headersSent && (sent !== NOTHING_COUNTED || response.writableEnded);
  return began ? responseBodyBytes(request, response) : 0;
}

/**
 * Makes every response count what is written to it, which is the only way to know a chunked body's size, and returns what
 * undoes it. A response that is not streamed pays for one call.
 */
export function watchWrites(): () => void {
  watchers++;
  if (watchers === 1) unwatch = [watchMethod('write', count), watchMethod('end', countWithHeader)];
  return () => {
    watchers--;
    if (watchers === 0) for (const stop of unwatch) stop();
  };
}

/** Recorders that want it: each byte is counted once for all of them. */
let watchers = 0;
let unwatch: readonly (() => void)[] = [];

/** Without a header yet, Node computes the length and keeps it. */
function countWithHeader(response: ServerResponse, chunk: unknown, encoding: unknown): void {
  if ((response as ResponseInternals)._header) count(response, chunk, encoding); // see there
}

type Watch = (response: ServerResponse, chunk: unknown, encoding: unknown) => void;

function watchMethod(name: 'write' | 'end', watch: Watch): () => void {
  const { prototype } = process.getBuiltinModule('node:http').ServerResponse; // on Node 24 an import loads fetch and HTTP/2
  const inherited = !Object.hasOwn(prototype, name);
  const original = prototype[name];
  let watching = true;
  const watched = function (this: ServerResponse, ...args: unknown[]) {
    if (watching) watch(this, args[0], args[1]);
    return Reflect.apply(original, this, args);
  };
  Reflect.set(prototype, name, watched);
  return () => {
    watching = false; // for who has wrapped it since
    if (prototype[name] !== (watched as unknown)) return; // another type, perhaps the same function
    if (inherited) Reflect.deleteProperty(prototype, name);
    else Reflect.set(prototype, name, original);
  };
}

function count(
  response: CountedResponse & ServerResponse,
  chunk: unknown,
  encoding: unknown,
): void {
  const sent = response[SENT];
  if (sent === undefined || response.writableEnded) return;
  response[SENT] = Math.max(0, sent) + byteLength(chunk, encoding);
}

function byteLength(chunk: unknown, encoding: unknown): number {
  if (typeof chunk === 'string')
    return Buffer.byteLength(chunk, typeof encoding === 'string' ? (encoding as 'utf8') : 'utf8'); // an unknown one counts as utf8
  return ArrayBuffer.isView(chunk) ? chunk.byteLength : 0;
}

function countingPush(this: IncomingMessage, chunk: unknown, encoding?: BufferEncoding): boolean {
  if (chunk !== null)
    (this as CountedRequest)[RECEIVED] = requestBodyBytes(this) + byteLength(chunk, encoding); // a property of ours
  return Readable.prototype.push.call(this, chunk, encoding);
}

/** Reads the raw names: `headers` would be parsed for it, 1 µs. */
function announcesBody(rawHeaders: readonly string[]): boolean {
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string; // below the length
    if (name.length === 14 && name.toLowerCase() === 'content-length') return true;
    if (name.length === 17 && name.toLowerCase() === 'transfer-encoding') return true;
  }
  return false;
}
