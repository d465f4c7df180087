// An application that imports, with a library that requires: two copies of the code, one store and one page.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { counter, defineMeter } from '@meterkit/instruments';
import { init } from '@meterkit/sdk';

const required = createRequire(import.meta.url)('@meterkit/instruments');
assert.notEqual(required.defineMeter, defineMeter, 'this test needs two copies of the code');

const placed = (copy) =>
  new (copy.defineMeter({
    name: 'orders',
    instruments: { placed: copy.counter('orders.placed', { description: 'Orders placed.' }) },
  }))().placed;

placed({ counter, defineMeter }).add(1);
placed(required).add(2);
const telemetry = await init({ serviceName: 'consumer', scrape: { port: 0 } });
try {
  const page = await (await fetch(telemetry.scrapeUrl)).text();
  assert.match(page, /^orders_placed_total 3(\.0)?$/m);
} finally {
  await telemetry.shutdown();
}
