import { defineMeter, observableGauge } from '@meterkit/instruments';
import { RUNTIME_SCOPE } from './runtime-metrics.js';

function delay(name: string, description: string) {
  return observableGauge(`nodejs.eventloop.delay.${name}`, {
    description: `${description} of the event loop in the last full ten seconds.`,
    unit: 's',
  });
}

/** The gauges of the convention, by option (OpenTelemetry semantic conventions, Node.js runtime metrics). */
export class DelayMetrics extends defineMeter({
  name: RUNTIME_SCOPE,
  instruments: {
    min: delay('min', 'Shortest delay'),
    max: delay('max', 'Longest delay'),
    mean: delay('mean', 'Mean delay'),
    p50: delay('p50', 'Median delay'),
    p90: delay('p90', '90th percentile of the delay'),
    p99: delay('p99', '99th percentile of the delay'),
  },
}) {}
