/** What prom-client and its successor have in common: nearly all of their interface. */
export function promRegistry(prom) {
  const registry = new prom.Registry();
  const make = (Class, name, labels, rest) =>
    new Class({
      name,
      help: `About ${name}.`,
      labelNames: Object.keys(labels),
      registers: [registry],
      ...rest,
    });
  return {
    registry,
    counter: (name, labels) => make(prom.Counter, name, labels),
    gauge: (name, labels) => make(prom.Gauge, name, labels),
    histogram: (name, labels, buckets) => make(prom.Histogram, name, labels, { buckets }),
    async total(name) {
      const { type, values } = await registry.getSingleMetric(name).get();
      const counts = values.filter((v) => type !== 'histogram' || v.metricName === `${name}_count`);
      return counts.reduce((sum, { value }) => sum + value, 0);
    },
    page: () => registry.metrics(),
  };
}
