// Compiled as an ES module and, copied to types.cts, as CommonJS.
import { counter, defineMeter, oneOf } from '@meterkit/instruments';
import { createTestStore, matchers } from '@meterkit/instruments/testing';
import { DeploymentMetrics } from '@meterkit/meters/deployment';
import { init } from '@meterkit/sdk';
import { fromPromClient } from '@meterkit/sdk/prom-client';
import { matchers as pageMatchers, startScenario } from '@meterkit/sdk/testing';

export class OrderMetrics extends defineMeter({
  name: 'orders',
  instruments: {
    placed: counter('orders.placed', {
      description: 'Orders placed.',
      labels: { channel: oneOf('web', 'app') },
    }),
  },
}) {}

export async function run(): Promise<string> {
  const registry = { contentType: 'text/plain', getMetricsAsArray: () => [] }; // no such library is installed here
  const telemetry = await init({
    serviceName: 'consumer',
    scrape: { port: 0 },
    metricProducers: [fromPromClient(registry)],
  });
  const orders = telemetry.get(OrderMetrics);
  orders.placed.add(1, { channel: 'web' });
  // @ts-expect-error a value outside the closed set
  orders.placed.add(1, { channel: 'fax' });
  // @ts-expect-error a label is missing
  orders.placed.add(1, {});
  // @ts-expect-error a label that the meter does not have
  telemetry.get(DeploymentMetrics).recordRolledBack({ environment: 'QA', modul: 'billing' });
  await telemetry.shutdown();
  return telemetry.scrapeUrl ?? 'mounted';
}

// No test runner is installed here: its types are asked for only where it is.
export async function tested(): Promise<object> {
  const store = createTestStore();
  new OrderMetrics({ store }).placed.add(1, { channel: 'web' });
  const scenario = await startScenario(store);
  await scenario.advance('5m');
  return { ...matchers, ...pageMatchers, recorded: store.since() };
}
