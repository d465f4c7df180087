/** A request that cannot be fulfilled. Fastify answers with `statusCode` and the message. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly statusCode: number;

  constructor(statusCode: 401 | 403 | 404 | 409 | 503, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}
