import { Client, credentials, Metadata, type MethodDefinition } from '@grpc/grpc-js';

const TIMEOUT_MS = 5000;

/** A client of a node. Answers may be of any size. */
export class Connection extends Client {
  constructor(address: string) {
    super(address, credentials.createInsecure(), { 'grpc.max_receive_message_length': -1 });
  }

  /** Rejects after 5 seconds at most, with a ServiceError of grpc-js, whose `code` is the status. */
  call<Request, Response>(
    { path, requestSerialize, responseDeserialize }: MethodDefinition<Request, Response>,
    request: Request,
    token?: string,
  ): Promise<Response> {
    const codec = [path, requestSerialize, responseDeserialize] as const;
    const metadata = new Metadata();
    if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
    const deadline = Date.now() + TIMEOUT_MS;
    return new Promise((resolve, reject) => {
      this.makeUnaryRequest(...codec, request, metadata, { deadline }, (error, response) => {
        if (error) reject(error);
        else resolve(response as Response); // there is one without an error
      });
    });
  }
}
