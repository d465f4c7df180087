/** The endpoint cannot listen: the port is taken, the address is not this machine's, or it takes a privilege. */
export class EndpointListenError extends Error {
  override readonly name = 'EndpointListenError';
  /** `EADDRINUSE`, `EADDRNOTAVAIL`, `EACCES`, ... as the system says. */
  readonly code: string;
  readonly host: string;
  readonly port: number;

  constructor(cause: NodeJS.ErrnoException, host: string, port: number) {
    super(
      `scrape.port: expected a port that is free on ${host}, got ${port} (${cause.code}); ` +
        'choose another one, or 0 for any that is free',
      { cause },
    );
    this.code = cause.code ?? 'UNKNOWN';
    this.host = host;
    this.port = port;
  }
}
