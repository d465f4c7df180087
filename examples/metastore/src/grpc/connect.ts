import {
  Client,
  type ClientReadableStream,
  credentials,
  Metadata,
  type MethodDefinition,
} from '@grpc/grpc-js';

export interface CallOptions {
  readonly token?: string;
  /** From now; without it the call waits for as long as it takes. */
  readonly timeoutMs?: number;
}

export interface Connection {
  /** Rejects with a ServiceError of grpc-js, whose `code` is the status. */
  readonly call: <Request, Response>(
    method: MethodDefinition<Request, Response>,
    request: Request,
    options?: CallOptions,
  ) => Promise<Response>;
  readonly stream: <Request, Response>(
    method: MethodDefinition<Request, Response>,
    request: Request,
  ) => ClientReadableStream<Response>;
  readonly close: () => void;
}

/** A connection of its own to a node. */
export function connect(address: string): Connection {
  const options = { 'grpc.use_local_subchannel_pool': 1, 'grpc.initial_reconnect_backoff_ms': 100 };
  const client = new Client(address, credentials.createInsecure(), options);
  return {
    call: (method, request, { token, timeoutMs = Infinity } = {}) =>
      new Promise((resolve, reject) => {
        const metadata = new Metadata();
        if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
        const { path, requestSerialize, responseDeserialize } = method;
        client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          metadata,
          timeoutMs === Infinity ? {} : { deadline: Date.now() + timeoutMs },
          (error, response) => {
            if (error) reject(error);
            else resolve(response as NonNullable<typeof response>); // there is one without an error
          },
        );
      }),
    stream: ({ path, requestSerialize, responseDeserialize }, request) =>
      client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request),
    close: () => client.close(),
  };
}
