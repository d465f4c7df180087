// What every consumer does with its copy of the test kits.
const assert = require('node:assert/strict');

module.exports = async function checkTesting(instruments, recordings, { matchers, startScenario }) {
  const { counter, defineMeter } = instruments;
  const sold = counter('tickets.sold', { description: 'Tickets sold.' });
  const TicketMetrics = defineMeter({ name: 'tickets', instruments: { sold } });
  const store = recordings.createTestStore();
  const tickets = new TicketMetrics({ store });
  const scenario = await startScenario(store);
  await scenario.advance('2m', () => tickets.sold.add(1));
  assert.deepEqual(store.since(), { 'tickets.sold': 2 });
  assert.deepEqual(
    scenario.series.get('tickets_sold_total{job="test",instance="localhost:9464"}'),
    [0, 1, 2],
  );
  assert.equal((await matchers.toBeValidPage(store)).pass, true);
};
