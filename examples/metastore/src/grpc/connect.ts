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

/** A connection of its own to a node. Answers may be of any size. */
export function connect(address: string) {
  const options = { 'grpc.use_local_subchannel_pool': 1, 'grpc.max_receive_message_length': -1 };
  const client = new Client(address, credentials.createInsecure(), options);
  return {
    /** Rejects with a ServiceError of grpc-js, whose `code` is the status. */
    call<Request, Response>(
      method: MethodDefinition<Request, Response>,
      request: Request,
      { token, timeoutMs = Infinity }: CallOptions = {},
    ): Promise<Response> {
      const metadata = new Metadata();
      if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
      const limits = { deadline: Date.now() + timeoutMs };
      return new Promise((resolve, reject) => {
        const done: requestCallback<Response> = (error, response) =>
          error ? reject(error) : resolve(response as Response); // there is one without an error
        client.makeUnaryRequest(...codecOf(method), request, metadata, limits, done);
      });
    },
    stream: <Request, Response>(method: MethodDefinition<Request, Response>, request: Request) =>
      client.makeServerStreamRequest(...codecOf(method), request),
    close: () => client.close(),
  };
}

function codecOf<Request, Response>(method: MethodDefinition<Request, Response>) {
  return [method.path, method.requestSerialize, method.responseDeserialize] as const;
}
