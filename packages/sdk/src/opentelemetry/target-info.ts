import type { FamilyColumns } from '@meterkit/exposition';
import type { Attributes } from '@opentelemetry/api';

/** The resource as the info metric `target` (OpenTelemetry to Prometheus, Resource Attributes). */
export function targetInfo(attributes: Attributes): FamilyColumns {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return {
    name: 'target',
    type: 'info',
    unit: '',
    description: 'What is measured: the resource of this process.',
    exactName: true,
    scope: { name: '' },
    labels: entries.map(([name, value]) => ({
      name,
      values: ['', typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value)],
      generation: 0,
    })),
    bounds: undefined,
    rowCount: 1,
    chunkShift: 0,
    chunks: [
      {
        values: Float64Array.of(1),
        ids: new Uint32Array(entries.length).fill(1),
        hidden: new Uint8Array(1),
        created: new Uint32Array(1),
      },
    ],
    startMs: 0,
  };
}
