import type { FamilyColumns } from '@meterkit/exposition';

/** A family of gauges `name{row="0"} 0`, `name{row="1"} 0`, ... */
export function rows(name: string, count: number): FamilyColumns {
  return {
    name,
    type: 'gauge',
    unit: '',
    description: 'Rows.',
    exactName: false,
    scope: { name: '' },
    labels: [
      {
        name: 'row',
        values: ['', ...Array.from({ length: count }, (_, i) => `${i}`)],
        generation: 0,
      },
    ],
    bounds: undefined,
    rowCount: count,
    chunkShift: 30,
    chunks: [
      {
        values: new Float64Array(count),
        ids: Uint32Array.from({ length: count }, (_, i) => i + 1),
        hidden: new Uint8Array(count),
        created: new Uint32Array(count),
      },
    ],
    startMs: 0,
  };
}
