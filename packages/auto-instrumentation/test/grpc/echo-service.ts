import { Readable, Writable } from 'node:stream';
import {
  Client,
  type ClientOptions,
  credentials,
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  Metadata,
  type MethodDefinition,
  type Server,
  ServerCredentials,
  type ServiceError,
  type StatusObject,
} from '@grpc/grpc-js';

type Text = { readonly text: string };

export interface EchoHandlers {
  readonly Unary: handleUnaryCall<Text, Text>;
  readonly Collect: handleClientStreamingCall<Text, Text>;
  readonly List: handleServerStreamingCall<Text, Text>;
  readonly Chat: handleBidiStreamingCall<Text, Text>;
}

export type Kind = keyof EchoHandlers;
export const kinds = ['Unary', 'Collect', 'List', 'Chat'] as const satisfies readonly Kind[];

/** A service with a method of each kind, whose messages are JSON. */
export const echo = {
  Unary: method('Unary', false, false),
  Collect: method('Collect', true, false),
  List: method('List', false, true),
  Chat: method('Chat', true, true),
};

function method(
  name: Kind,
  requestStream: boolean,
  responseStream: boolean,
): MethodDefinition<Text, Text> {
  const serialize = (value: Text) => Buffer.from(JSON.stringify(value));
  const deserialize = (bytes: Buffer): Text => JSON.parse(bytes.toString());
  return {
    path: `/echo.Echo/${name}`,
    requestStream,
    responseStream,
    requestSerialize: serialize,
    requestDeserialize: deserialize,
    responseSerialize: serialize,
    responseDeserialize: deserialize,
  };
}

/** Answer with what they got, headers `seen` and trailers `end`. */
export const healthy: EchoHandlers = {
  Unary: (call, callback) => {
    call.sendMetadata(seen(call.metadata));
    callback(null, call.request, trailer());
  },
  Collect: (call, callback) => {
    const texts: string[] = [];
    call.sendMetadata(seen(call.metadata));
    call.on('data', ({ text }: Text) => texts.push(text));
    call.on('end', () => callback(null, { text: texts.join() }, trailer()));
  },
  List: (call) => {
    call.sendMetadata(seen(call.metadata));
    for (const text of call.request.text.split(',')) call.write({ text });
    call.end(trailer());
  },
  Chat: (call) => {
    call.sendMetadata(seen(call.metadata));
    call.on('data', (message: Text) => call.write(message));
    call.on('end', () => call.end(trailer()));
  },
};

function seen(metadata: Metadata): Metadata {
  const headers = new Metadata();
  headers.set('seen', metadata.get('token')[0] ?? 'none');
  return headers;
}

function trailer(): Metadata {
  const trailers = new Metadata();
  trailers.set('end', 'yes');
  return trailers;
}

/** Listens on a free port. */
export async function listen(
  server: Server,
  creds = ServerCredentials.createInsecure(),
): Promise<string> {
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', creds, (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return `127.0.0.1:${port}`;
}

/** A client with a connection of its own. */
export function connect(address: string, options: ClientOptions = {}): Client {
  return new Client(address, credentials.createInsecure(), {
    'grpc.use_local_subchannel_pool': 1,
    ...options,
  });
}

export interface Call {
  readonly cancel: () => void;
  /** How it ended, and all that came. */
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly code: number;
  readonly details: string;
  readonly texts: readonly string[];
  readonly seen: unknown;
  readonly end: unknown;
}

/** Starts a call of this kind with the message `a,b`, or with two messages `a` and `b`. */
export function call(client: Client, kind: Kind, options: { timeoutMs?: number } = {}): Call {
  return callMethod(client, echo[kind], options);
}

export function callMethod(
  client: Client,
  { path, requestSerialize, responseDeserialize, requestStream, responseStream }: typeof echo.Chat,
  { timeoutMs }: { timeoutMs?: number } = {},
): Call {
  const texts: string[] = [];
  const callback = (_error: ServiceError | null, message?: Text) => {
    if (message) texts.push(message.text);
  };
  const metadata = new Metadata();
  metadata.set('token', 't1');
  const options = timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs };
  const start = [path, requestSerialize, responseDeserialize] as const;
  const one = { text: 'a,b' };
  const make = {
    Unary: () => client.makeUnaryRequest(...start, one, metadata, options, callback),
    Collect: () => client.makeClientStreamRequest(...start, metadata, options, callback),
    List: () => client.makeServerStreamRequest(...start, one, metadata, options),
    Chat: () => client.makeBidiStreamRequest(...start, metadata, options),
  };
  const kind = requestStream
    ? responseStream
      ? 'Chat'
      : 'Collect'
    : responseStream
      ? 'List'
      : 'Unary';
  const running = make[kind]();
  running.on('error', () => {}); // of streams, which tell it in 'status' too
  if (running instanceof Readable) running.on('data', ({ text }: Text) => texts.push(text));
  if (running instanceof Writable) {
    running.write({ text: 'a' });
    running.write({ text: 'b' });
    running.end();
  }
  return { cancel: () => running.cancel(), ended: ending(running, texts) };
}

async function ending(running: NodeJS.EventEmitter, texts: readonly string[]): Promise<Ended> {
  let seen: unknown;
  running.on('metadata', (headers: Metadata) => {
    seen = headers.get('seen')[0];
  });
  const status = await new Promise<StatusObject>((resolve) => running.once('status', resolve));
  return {
    code: status.code,
    details: status.details,
    texts,
    seen,
    end: status.metadata.get('end')[0],
  };
}
