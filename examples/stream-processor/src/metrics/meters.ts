import { KafkaMetrics, ProcessorMetrics } from '@meterkit/meters/processor';
import type { Telemetry } from '@meterkit/sdk';

/** What all parts of the processor record into. */
export interface Meters {
  readonly processor: ProcessorMetrics;
  readonly kafka: KafkaMetrics;
}

/** The meters whose page is the processor's. */
export function metersOf(telemetry: Pick<Telemetry, 'get'>): Meters {
  return {
    processor: telemetry.get(ProcessorMetrics, { namespace: 'processor' }),
    kafka: telemetry.get(KafkaMetrics, { namespace: 'processor' }),
  };
}
