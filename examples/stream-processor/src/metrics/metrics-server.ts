import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Telemetry } from '@meterkit/sdk';

export interface MetricsServerOptions {
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  readonly version: string;
  /** Why the processor is not ready; null if it is. */
  readonly problem: () => string | null;
}

export interface MetricsServer {
  /** Such as `http://127.0.0.1:9090`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** `/health` and `/ready` in the words of this system. Everything else is Meterkit's handler: the page on `/metrics`. */
export async function startMetricsServer(
  handler: Telemetry['handler'],
  { host, port, version, problem }: MetricsServerOptions,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.url === '/health') {
      const uptime_seconds = process.uptime();
      answer(response, 200, { status: 'healthy', version, uptime_seconds });
    } else if (request.url === '/ready') {
      const message = problem();
      const ready = message === null;
      answer(response, ready ? 200 : 503, {
        ready,
        checks: [{ name: 'processor', ready, message }],
      });
    } else handler(request, response);
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

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
