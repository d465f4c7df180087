import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Telemetry } from '@meterkit/sdk';

export interface MetricsServer {
  /** Such as `http://127.0.0.1:9090`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * `/health` says `{"status":"healthy"}` while the worker has no problem. Everything else is Meterkit's handler: the page on
 * `/metrics`, and `/ready`.
 */
export async function startMetricsServer(
  handler: Telemetry['handler'],
  problem: () => string | undefined,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.url === '/health') answerHealth(response, problem());
    else handler(request, response);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const { address, family, port: bound } = server.address() as AddressInfo; // it listens on no pipe
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function answerHealth(response: ServerResponse, problem: string | undefined): void {
  response.writeHead(problem === undefined ? 200 : 503, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify(
      problem === undefined ? { status: 'healthy' } : { status: 'unhealthy', problem },
    ),
  );
}
