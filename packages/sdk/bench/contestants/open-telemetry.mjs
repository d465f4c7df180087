import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

/** Instruments of the OpenTelemetry SDK, read by its Prometheus exporter, without its limit of 2000 series. */
export function openTelemetry() {
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({
    readers: [exporter],
    views: [{ instrumentName: '*', aggregationCardinalityLimit: 4_000_000 }],
  });
  const meter = provider.getMeter('bench');
  const options = (name) => ({ description: `About ${name}.` });
  return {
    exporter,
    counter: (name) => meter.createCounter(name, options(name)),
    gauge: (name) => meter.createGauge(name, options(name)),
    histogram: (name, _labels, explicitBucketBoundaries) =>
      meter.createHistogram(name, { ...options(name), advice: { explicitBucketBoundaries } }),
    async total(name) {
      const { resourceMetrics } = await exporter.collect();
      const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
      const { dataPoints } = metrics.find(({ descriptor }) => descriptor.name === name);
      return dataPoints.reduce((sum, { value }) => sum + (value.count ?? value), 0);
    },
    async page() {
      const { resourceMetrics } = await exporter.collect();
      return new PrometheusSerializer().serialize(resourceMetrics);
    },
  };
}
