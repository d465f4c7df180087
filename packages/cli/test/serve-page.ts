import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served {
  readonly url: string;
  /** The address as outputs have it, which differs from run to run. */
  readonly plain: (output: string) => string;
  close(): void;
}

/** A server of the test's own on a free port of loopback. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Served> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const url = `http://127.0.0.1:${port}/metrics`;
  return {
    url,
    plain: (output) => output.replaceAll(url, 'http://shop/metrics'),
    close: () => void server.close(),
  };
}

/** A server that has this one page, in OpenMetrics for who asks for it and in text for everybody else. */
export function servePage(openMetrics: string, text: string): Promise<Served> {
  return serve((request, response) => {
    const isAsked = request.headers.accept?.includes('openmetrics') === true;
    const type = isAsked
      ? 'application/openmetrics-text; version=1.0.0; charset=utf-8'
      : 'text/plain; version=0.0.4; charset=utf-8';
    response.writeHead(200, { 'content-type': type, vary: 'Accept' });
    response.end(isAsked ? openMetrics : text);
  });
}
