const { once } = require('node:events');
const { get } = require('node:http');
const { defaultStore } = require('@meterkit/instruments');

/** Asks each server by fetch and by node:http, and prints the series of durations with their counts. */
module.exports = async function report(servers) {
  for (const [server, path] of servers) {
    if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${server.address().port}${path}`;
    await (await fetch(url)).text();
    const asked = get(url, { agent: false }, (response) => response.resume());
    await once(asked, 'close');
  }
  await new Promise((resolve) => setImmediate(resolve));
  const found = {};
  for (const family of defaultStore().families())
    if (family.name.endsWith('request.duration')) Object.assign(found, countsOf(family));
  process.stdout.write(JSON.stringify(found));
  process.exit();
};

function countsOf({ name, rowCount, chunks, labels, bounds }) {
  const counts = {};
  for (let row = 0; row < rowCount; row++) {
    const [{ ids, values }] = chunks; // there are not more rows than one has
    const texts = labels.map(({ values }, i) => values[ids[row * labels.length + i]]);
    const width = bounds.length + 2;
    const count = values.slice(row * width, (row + 1) * width - 1).reduce((a, b) => a + b, 0);
    const key = `${name} ${texts.filter((text) => text !== '' && !/^\d{4,}$/.test(text)).join(' ')}`;
    counts[key] = (counts[key] ?? 0) + count;
  }
  return counts;
}
