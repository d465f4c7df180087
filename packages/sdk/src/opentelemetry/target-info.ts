import type { FamilyColumns } from '@meterkit/exposition';
import type { Attributes } from '@opentelemetry/api';
import { labelText } from './label-text.js';

/** The resource as the info metric `target` (OpenTelemetry to Prometheus, Resource Attributes). */
export function targetInfo(attributes: Attributes): FamilyColumns {
  const labels = Object.entries(attributes).map(([name, value]) => {
    return { name, values: ['', labelText(value)], generation: 0 };
  });
  return {
    name: 'target',
    type: 'info',
    unit: '',
    description: 'What is measured: the resource of this process.',
    exactName: true,
    scope: { name: '' },
    labels,
    bounds: undefined,
    rowCount: 1,
    chunkShift: 0,
    chunks: [
      {
        values: Float64Array.of(1),
        ids: new Uint32Array(labels.length).fill(1),
        hidden: new Uint8Array(1),
        created: new Uint32Array(1),
      },
    ],
    startMs: 0,
  };
}
