import {
  Client,
  credentials,
  Metadata,
  type MethodDefinition,
  type requestCallback,
} from '@grpc/grpc-js';

export interface CallOptions {
  readonly token?: string;
  /** From now; without it the call waits for as long as it takes. */
  readonly timeoutMs?: number;
}

export type Connection = ReturnType<typeof connect>;

/** A connection of its own to a node. */
export function connect(address: string) {
  const options = { 'grpc.use_local_subchannel_pool': 1, 'grpc.initial_reconnect_backoff_ms': 100 };
  const client = new Client(address, credentials.createInsecure(), options);
  return {
    /** Rejects with a ServiceError of grpc-js, whose `code` is the status. */
    call<Request, Response>(
      { path, requestSerialize, responseDeserialize }: MethodDefinition<Request, Response>,
      request: Request,
      { token, timeoutMs = Infinity }: CallOptions = {},
    ): Promise<Response> {
      const metadata = new Metadata();
      if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
      return new Promise((resolve, reject) => {
        const done: requestCallback<Response> = (error, response) => {
          if (error) reject(error);
          else resolve(response as Response); // there is one without an error
        };
        const limits = { deadline: Date.now() + timeoutMs };
        client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          metadata,
          limits,
          done,
        );
      });
    },
    stream<Request, Response>(
      { path, requestSerialize, responseDeserialize }: MethodDefinition<Request, Response>,
      request: Request,
    ) {
      return client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request);
    },
    close: () => client.close(),
  };
}
