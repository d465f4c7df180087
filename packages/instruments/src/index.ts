export type { Bounds } from './bounds.js';
export { explicitBounds, exponentialBounds, linearBounds } from './bounds.js';
export { createStore, defaultStore } from './default-store.js';
export type { MeterClass, MeterOptions } from './define-meter.js';
export { defineMeter } from './define-meter.js';
export { errorType } from './error-type.js';
export type {
  BoundCounter,
  BoundDurationHistogram,
  BoundGauge,
  BoundHistogram,
  BoundTimer,
  BoundUpDownCounter,
  Counter,
  DurationHistogram,
  Gauge,
  Histogram,
  InstrumentOf,
  Observable,
  ObservableCallback,
  ObservableResult,
  Timer,
  UpDownCounter,
} from './instrument.js';
export type {
  HistogramOptions,
  InstrumentDefinition,
  InstrumentKind,
  InstrumentOptions,
} from './instrument-definition.js';
export {
  counter,
  gauge,
  histogram,
  observableCounter,
  observableGauge,
  observableUpDownCounter,
  upDownCounter,
} from './instrument-definition.js';
export type { ClosedLabel, LabelSpecs, LabelsOf, OpenLabel } from './label.js';
export { oneOf, text } from './label.js';
export { MeterDefinitionError } from './meter-definition-error.js';
export type { InstrumentDefinitions, InstrumentsOf, MeterDefinition } from './meter-instruments.js';
export type { ProblemLogger } from './problem-log.js';
export type { RenamedFrom } from './renamed-from.js';
export { type Ending, runEnding } from './run-ending.js';
export type { CollectOptions, InstrumentPolicy, Store, StoreOptions } from './store.js';
export type { StoreFamily } from './store-family.js';
export type { Scope } from './table-spec.js';
export type { TimeUnit, Unit } from './unit.js';
export type { CallLabels, LabelOptions } from './wrapping/call-labels.js';
export { Counted, counted } from './wrapping/counted.js';
export type { DecorateMethod } from './wrapping/decorate-method.js';
export { InProgress, inProgress } from './wrapping/in-progress.js';
export type { InstrumentSource } from './wrapping/instrument-source.js';
export { Timed, timed } from './wrapping/timed.js';
export type { AnyFunction, EndedCall, StartedCall } from './wrapping/wrap-function.js';
