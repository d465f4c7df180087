import type { RequestListener, Server, ServerOptions } from 'node:http';

/** What a client of the endpoint's own server may take, in bytes and milliseconds. */
export const serverLimits: ServerOptions = {
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 65_000, // who scrapes once a minute keeps its connection
};

/** Answers all requests, also one that waits to be told to send its body: nobody wants that. */
export function answerRequests<S extends Server>(server: S, listener: RequestListener): S {
  for (const event of ['request', 'checkContinue', 'checkExpectation']) server.on(event, listener);
  return server;
}

/**
 * Takes `maxConnections` at most. Before that many are there those that wait for another request are ended: they must not keep
 * out who has one. `dropped` hears of each connection that was not taken.
 */
export function limitConnections(
  server: Server,
  maxConnections: number,
  dropped: () => void,
): void {
  server.maxConnections = maxConnections;
  server.on('connection', () => {
    server.getConnections((_, count) => {
      if (count >= maxConnections) server.closeIdleConnections();
    });
  });
  server.on('drop', dropped);
}
