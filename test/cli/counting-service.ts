import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page whose counter rises by so much at each scrape, and which can be made to fail. */
export interface CountingService {
  readonly url: string;
  /** Whether the answer to this scrape, counted from 1, is a 503. */
  failing: (scrape: number) => boolean;
  /** Whether there is no answer at all. */
  isHanging: boolean;
  close(): void;
}

/** `hostile` is the value of a label. */
export async function startCounting(hostile: string): Promise<CountingService> {
  let scrapes = 0;
  const server = createServer((_request, response) => {
    scrapes++;
    if (service.isHanging) return;
    if (service.failing(scrapes)) {
      response.writeHead(503, { 'content-type': 'text/plain' }).end('not now');
      return;
    }
    response.writeHead(200, {
      'content-type': 'application/openmetrics-text; version=1.0.0; charset=utf-8',
    });
    response.end(pageAt(scrapes, hostile));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const service: CountingService = {
    url: `http://127.0.0.1:${port}/metrics`,
    failing: () => false,
    isHanging: false,
    close: () => void server.close(),
  };
  return service;
}

function pageAt(scrapes: number, hostile: string): string {
  const samples = Array.from({ length: 40 }, (_, i) => `queue_length{shard="${i}"} ${i + 1}`);
  return `# TYPE orders counter
orders_total{channel="web"} ${scrapes * 100}
orders_total{channel="app"} 0
# TYPE checkout_seconds histogram
# UNIT checkout_seconds seconds
checkout_seconds_bucket{le="0.1"} ${scrapes * 5}
checkout_seconds_bucket{le="1.0"} ${scrapes * 10}
checkout_seconds_bucket{le="+Inf"} ${scrapes * 10}
checkout_seconds_count ${scrapes * 10}
checkout_seconds_sum ${scrapes}
# TYPE queue_length gauge
${samples.join('\n')}
# TYPE strange gauge
strange{value="${hostile}"} 1
# EOF
`;
}
