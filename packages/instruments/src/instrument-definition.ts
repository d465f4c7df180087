import type { Bounds } from './bounds.js';
import type { LabelSpecs } from './label.js';
import { optionMistakes } from './option-mistakes.js';
import type { RenamedFrom } from './renamed-from.js';
import { describeSampling } from './sample-timers.js';
import type { TimeUnit, Unit } from './unit.js';

/** The kinds of instruments, in OpenTelemetry's words. */
export type InstrumentKind =
  | 'counter'
  | 'upDownCounter'
  | 'gauge'
  | 'histogram'
  | 'observableCounter'
  | 'observableUpDownCounter'
  | 'observableGauge';

/** An instrument as data: types, page, catalogue and dashboards follow from it. */
export interface InstrumentDefinition<
  K extends InstrumentKind = InstrumentKind,
  S extends LabelSpecs = LabelSpecs,
  U extends Unit | undefined = Unit | undefined,
  T extends number | undefined = number | undefined,
> {
  readonly kind: K;
  /** Dotted OpenTelemetry name without unit and `_total`, which the page appends; the page's own name with `exactName`. */
  readonly name: string;
  readonly description: string;
  /** UCUM. */
  readonly unit: U;
  readonly labels: S;
  /** Histograms only. */
  readonly bounds: K extends 'histogram' ? Bounds : undefined;
  /** Histograms in a unit of time only. `undefined`: every timer is measured. */
  readonly sampleTimers: T;
  /** The page shows the name as it stands, a counter with its `_total`: no unit appended, no UNIT line. */
  readonly exactName: boolean;
  /** Series at a time, the overflow series apart. `undefined`: the store's. */
  readonly seriesLimit: number | undefined;
  /** A series whose value has not changed for so long leaves the page. `undefined`: never. */
  readonly ttlMs: number | undefined;
  /** The name that it had before, which the page shows beside it for a while. */
  readonly renamedFrom: RenamedFrom | undefined;
  /** What is wrong with the options that it was made of, for `defineMeter` to tell. */
  readonly mistakes?: readonly string[];
}

/** What every kind of instrument may say of itself. */
export interface InstrumentOptions<S extends LabelSpecs, U extends Unit | undefined> {
  /** One sentence, the HELP of the page. */
  readonly description: string;
  /** UCUM: `s`, `By`, `{request}`. The page appends its word once. Only in a unit of time has a histogram timers. */
  readonly unit?: U;
  /** By name: `oneOf('web', 'app')` for known values, `text({ limit })` for others. */
  readonly labels?: S;
  /** The name is that of the page as it stands: no unit is appended. A counter has its `_total` all the same, once. */
  readonly exactName?: boolean;
  /** Series at a time; further label sets share the overflow series. Default: the store's, 2000. */
  readonly seriesLimit?: number;
  /** A series whose value has not changed for so many milliseconds leaves the page. Default: never. */
  readonly ttlMs?: number;
  /**
   * The name that it had before: until a day the page has the same series under both, so that dashboards and alerts have time to
   * follow. `{ name: 'orders.created', until: '2027-03-01' }`
   */
  readonly renamedFrom?: RenamedFrom;
}

export interface HistogramOptions<
  S extends LabelSpecs,
  U extends Unit | undefined,
  T extends number | undefined = number | undefined,
> extends InstrumentOptions<S, U> {
  /**
   * Default: OpenTelemetry's. For the unit `s` 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10 (semantic
   * conventions, HTTP); for any other, `ms` too, a thousand times these (SDK, Explicit Bucket Histogram).
   */
  readonly bounds?: Bounds;
  /**
   * The share of timers that read the clock, `1 / n`: for what takes not much longer than two readings, 80 ns. Which, is
   * random. `stop()` of the others returns `undefined`; `record()` is not sampled. HELP says so. Default: all.
   */
  readonly sampleTimers?: T & (U extends TimeUnit ? unknown : never);
}

// biome-ignore lint/complexity/noBannedTypes: the literal `{}` is what makes `keyof` empty for an instrument without labels
type NoLabels = {};

type Declare<K extends InstrumentKind> = <
  S extends LabelSpecs = NoLabels,
  U extends Unit | undefined = undefined,
>(
  name: string,
  options: InstrumentOptions<S, U>,
) => InstrumentDefinition<K, NoInfer<S>, NoInfer<U>, undefined>; // or what takes the definition would be asked, and answer with any labels

/** Declares a sum that only grows. Its page name ends in `_total`, which is not to be written here. */
export const counter: Declare<'counter'> = declare('counter');

/** Declares a sum that grows and shrinks: what is in progress, what is queued. */
export const upDownCounter: Declare<'upDownCounter'> = declare('upDownCounter');

/** Declares a value that is set. */
export const gauge: Declare<'gauge'> = declare('gauge');

/** Declares a sum that is read by a callback at each collection and only grows. */
export const observableCounter: Declare<'observableCounter'> = declare('observableCounter');

/** Declares a sum that is read by a callback at each collection. */
export const observableUpDownCounter: Declare<'observableUpDownCounter'> =
  declare('observableUpDownCounter');

/** Declares a value that is read by a callback at each collection. */
export const observableGauge: Declare<'observableGauge'> = declare('observableGauge');

/** Declares a distribution. In a unit of time it has timers. */
export function histogram<
  S extends LabelSpecs = NoLabels,
  U extends Unit | undefined = undefined,
  T extends number | undefined = undefined,
>(
  name: string,
  options: HistogramOptions<S, U, T>,
): InstrumentDefinition<'histogram', NoInfer<S>, NoInfer<U>, NoInfer<T>> {
  const shared = common(name, options, { ...OPTIONS, bounds: true, sampleTimers: true });
  const given = Object(options) as typeof options; // plain JavaScript may give none
  const bounds = given.bounds ?? (shared.unit === 's' ? SECONDS_BOUNDS : GENERAL_BOUNDS);
  const sampleTimers = given.sampleTimers as T; // absent exactly when T is undefined
  const description = describeSampling(shared.description, sampleTimers);
  return { ...shared, description, kind: 'histogram', bounds, sampleTimers };
}

/** OpenTelemetry semantic conventions, HTTP: the advised bounds for durations in seconds. */
const SECONDS_BOUNDS: Bounds = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];

/** OpenTelemetry metrics SDK, Explicit Bucket Histogram Aggregation, without the bound 0. */
const GENERAL_BOUNDS: Bounds = [
  5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000,
];

function declare<K extends Exclude<InstrumentKind, 'histogram'>>(kind: K): Declare<K> {
  return (name, options) => ({
    ...common(name, options, OPTIONS),
    kind,
    bounds: undefined as InstrumentDefinition<K>['bounds'], // K is no histogram
    sampleTimers: undefined,
  });
}

/** The options of every kind. */
const OPTIONS: Readonly<Record<keyof InstrumentOptions<LabelSpecs, Unit>, true>> = {
  description: true,
  unit: true,
  labels: true,
  exactName: true,
  seriesLimit: true,
  ttlMs: true,
  renamedFrom: true,
};

function common<S extends LabelSpecs, U extends Unit | undefined>(
  name: string,
  given: InstrumentOptions<S, U>,
  known: object,
) {
  const mistakes = optionMistakes(name, given, Object.keys(known));
  const options = Object(given) as typeof given; // plain JavaScript may give none
  return {
    name,
    description: options.description,
    unit: options.unit as U, // absent exactly when U is undefined
    labels: options.labels === undefined ? ({} as S) : options.labels, // absent exactly when S is NoLabels
    exactName: options.exactName ?? false,
    seriesLimit: options.seriesLimit,
    ttlMs: options.ttlMs,
    renamedFrom: options.renamedFrom,
    ...(mistakes.length === 0 ? {} : { mistakes }),
  };
}

/** Whether an instrument is read by callbacks. */
export function isObservable(kind: InstrumentKind): boolean {
  return kind.startsWith('observable');
}
