// With durations by OpenTelemetry's instrumentation, answers two requests and a scrape; prints what of requests is on the metrics page.
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { init } from '@meterkit/sdk';

const telemetry = await init({ scrape: { port: 0 }, automatic: { http: 'opentelemetry' } });
const server = createServer((request, response) => {
  if (request.url === '/metrics') telemetry.handler(request, response);
  else response.end('hello');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${server.address().port}`;
for (const path of ['/', '/metrics']) await (await fetch(origin + path)).text();
const [response] = await once(get(origin), 'response');
await once(response.resume(), 'end');
const page = await telemetry.collectText();
console.log(
  page
    .match(/^http_\w+_count\b.*/gm)
    .join('\n')
    .replaceAll(/\{.*\}/g, ''),
);
server.closeAllConnections();
server.close();
await telemetry.shutdown();
