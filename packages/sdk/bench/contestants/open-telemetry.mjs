import { createServer } from 'node:http';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

/** Instruments of the OpenTelemetry SDK, read by its Prometheus exporter, without its limit of 2000 series. */
export function openLibrary() {
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({
    readers: [exporter],
    views: [{ instrumentName: '*', aggregationCardinalityLimit: 4_000_000 }],
  });
  const meter = provider.getMeter('bench');
  const serializer = new PrometheusSerializer();
  const options = (name) => ({ description: `About ${name}.` });
  const text = async () => serializer.serialize((await exporter.collect()).resourceMetrics);
  return {
    exporter,
    counter: (name) => meter.createCounter(name, options(name)),
    gauge: (name) => meter.createGauge(name, options(name)),
    histogram: (name, _labels, explicitBucketBoundaries) =>
      meter.createHistogram(name, { ...options(name), advice: { explicitBucketBoundaries } }),
    increment: (counter, amount, labels) => counter.add(amount, labels),
    observe: (histogram, value, labels) => histogram.record(value, labels),
    async values(name) {
      const { resourceMetrics } = await exporter.collect();
      const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
      const { dataPoints } = metrics.find(({ descriptor }) => descriptor.name === name);
      return dataPoints.map(({ value }) => value.count ?? value);
    },
    page: async () => Buffer.from(await text()),
    text,
    async listen() {
      const server = createServer((request, response) =>
        exporter.getMetricsRequestHandler(request, response),
      );
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${server.address().port}/metrics`;
    },
  };
}
