import {
  type InstrumentDefinition,
  type InstrumentKind,
  isObservable,
} from './instrument-definition.js';
import type { TableSpec } from './series-table.js';

/** The table that holds the series of a definition. */
export function tableSpec(definition: InstrumentDefinition, scope: TableSpec['scope']): TableSpec {
  return {
    name: definition.name,
    type: familyType(definition.kind),
    unit: definition.unit ?? '',
    description: definition.description,
    exactName: definition.exactName,
    scope,
    labels: definition.labels,
    bounds: definition.bounds,
    seriesLimit: definition.seriesLimit,
    zeroSeries: !isObservable(definition.kind),
  };
}

/** OpenTelemetry to Prometheus: monotonic sums are counters, other sums gauges (compatibility specification, Sums). */
function familyType(kind: InstrumentKind): TableSpec['type'] {
  switch (kind) {
    case 'counter':
    case 'observableCounter':
      return 'counter';
    case 'histogram':
      return 'histogram';
    case 'upDownCounter':
    case 'observableUpDownCounter':
    case 'gauge':
    case 'observableGauge':
      return 'gauge';
  }
}
