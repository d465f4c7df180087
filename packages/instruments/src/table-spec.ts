import type { Bounds } from './bounds.js';
import {
  type InstrumentDefinition,
  type InstrumentKind,
  isObservable,
} from './instrument-definition.js';
import type { LabelSpecs } from './label.js';

/** Who declares an instrument (OpenTelemetry instrumentation scope). */
export interface Scope {
  readonly name: string;
  readonly version?: string | undefined;
}

/** What a table is made of. */
export interface TableSpec {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** A sum that is no counter: its rows may be added up. */
  readonly additive: boolean;
  readonly unit: string;
  readonly description: string;
  readonly exactName: boolean;
  readonly scope: Scope;
  readonly labels: LabelSpecs;
  readonly bounds: Bounds | undefined;
  /** The share of timers that are measured; `undefined`: all. */
  readonly sampleTimers: number | undefined;
  /** Series at a time; `undefined`: what the store says. */
  readonly seriesLimit: number | undefined;
  /** Its numbers are what callbacks report: no series are made before, and one that comes back goes on. */
  readonly observed: boolean;
}

/** The table that holds the series of a definition. */
export function tableSpec(definition: InstrumentDefinition, scope: Scope): TableSpec {
  return {
    name: definition.name,
    type: familyType(definition.kind),
    additive: definition.kind === 'upDownCounter' || definition.kind === 'observableUpDownCounter',
    unit: definition.unit ?? '',
    description: definition.description,
    exactName: definition.exactName,
    scope,
    labels: definition.labels,
    bounds: definition.bounds,
    sampleTimers: definition.sampleTimers,
    seriesLimit: definition.seriesLimit,
    observed: isObservable(definition.kind),
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
