import { createServer } from 'node:http';

/** What prom-client and its successor have in common: all of their interface that is used here. */
export function promRegistry(prom) {
  const registry = new prom.Registry();
  const make = (Metric, name, labels, more) =>
    new Metric({
      name,
      help: `About ${name}.`,
      labelNames: Object.keys(labels),
      registers: [registry],
      ...more,
    });
  return {
    registry,
    counter: (name, labels) => make(prom.Counter, name, labels),
    gauge: (name, labels) => make(prom.Gauge, name, labels),
    histogram: (name, labels, buckets) => make(prom.Histogram, name, labels, { buckets }),
    increment: (counter, amount, labels) => counter.inc(labels, amount),
    observe: (histogram, value, labels) => histogram.observe(labels, value),
    async values(name) {
      const { type, values } = await registry.getSingleMetric(name).get();
      const counts = values.filter((v) => type !== 'histogram' || v.metricName === `${name}_count`);
      return counts.map(({ value }) => value);
    },
    page: async () => Buffer.from(await registry.metrics()),
    text: () => registry.metrics(),
    async listen() {
      const server = createServer(async (_request, response) => {
        const page = await registry.metrics();
        response.setHeader('content-type', registry.contentType);
        response.end(page);
      });
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${server.address().port}/metrics`;
    },
  };
}
