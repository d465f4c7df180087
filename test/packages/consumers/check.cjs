// What every consumer does with its copy of the packages, whether it came by `require` or by `import`.
const assert = require('node:assert/strict');

module.exports = async function check(instruments, { DeploymentMetrics }, { init }) {
  const { counter, defineMeter, oneOf } = instruments;
  class OrderMetrics extends defineMeter({
    name: 'orders',
    instruments: {
      placed: counter('orders.placed', {
        description: 'Orders placed.',
        labels: { channel: oneOf('web', 'app') },
      }),
    },
  }) {}
  new OrderMetrics().placed.add(2, { channel: 'web' });
  const telemetry = await init({ serviceName: 'consumer', scrape: { port: 0 } });
  telemetry.get(OrderMetrics).placed.add(1, { channel: 'web' });
  telemetry.get(DeploymentMetrics).recordRolledBack({ environment: 'QA', module: 'billing' });
  try {
    const page = await (await fetch(telemetry.scrapeUrl)).text();
    assert.match(page, /^orders_placed_total\{channel="web"\} 3(\.0)?$/m);
    assert.match(
      page,
      /^deployments_rolled_back_total\{environment="QA",module="billing"\} 1(\.0)?$/m,
    );
    const live = await fetch(new URL('/', telemetry.scrapeUrl));
    assert.match(await live.text(), /<script type="module">.*uPlot/);
  } finally {
    await telemetry.shutdown();
  }
};
