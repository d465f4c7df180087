import { callerSite } from './caller-site.js';
import { GaugeInstrument } from './gauge-instrument.js';
import { HistogramInstrument } from './histogram-instrument.js';
import type { InstrumentDefinition } from './instrument-definition.js';
import { isObservable } from './instrument-definition.js';
import type { LabelProblem } from './label-value.js';
import type { DropReason } from './measurement.js';
import { MeterDefinitionError } from './meter-definition-error.js';
import { ObservableInstrument } from './observable-instrument.js';
import { PageCount } from './page-count.js';
import { ProblemLog, type ProblemLogger } from './problem-log.js';
import { RecordingTarget } from './recording-target.js';
import { sameDefinition } from './same-definition.js';
import { SelfMetrics } from './self-metrics.js';
import { SeriesKeeper } from './series-keeper.js';
import { SeriesTable, type TableHost } from './series-table.js';
import { SumInstrument } from './sum-instrument.js';
import { tableSpec } from './table-spec.js';

export interface StoreOptions {
  /** Series of one instrument at a time, unless its definition says otherwise. Default 2000. */
  readonly seriesPerInstrument?: number;
  /** Series of all instruments at a time. Default 1 000 000. */
  readonly seriesLimit?: number;
  /** A contradicting redefinition throws instead of being dropped. Default false. */
  readonly strict?: boolean;
  readonly logger?: ProblemLogger;
}

export interface CollectOptions {
  /** Longest time in milliseconds that an observable callback is waited for. Default 5000. */
  readonly callbackTimeoutMs?: number;
}

/** Who declares an instrument (OpenTelemetry instrumentation scope). */
export interface Scope {
  readonly name: string;
  readonly version?: string | undefined;
}

export type Instrument =
  | SumInstrument
  | GaugeInstrument
  | HistogramInstrument
  | ObservableInstrument;

interface Registration {
  readonly definition: InstrumentDefinition;
  readonly instrument: Instrument;
  readonly table: SeriesTable;
  readonly keeper: SeriesKeeper;
  readonly site: () => string;
}

/**
 * The series of a process, or of a test. Instruments record into it without knowing whether anything reads it; what reads it
 * calls `collect()`, then reads `families()` between `beginPage()` and its end.
 */
export class Store implements TableHost {
  readonly startMs = Date.now();
  seriesLimit = 1_000_000;
  seriesPerInstrument = 2000;
  live = 0;
  #strict = false;
  readonly #startedAt = performance.now();
  readonly #registrations = new Map<string, Registration>();
  readonly #log = new ProblemLog();
  readonly #pages = new PageCount();
  readonly #self: SelfMetrics;
  #collection: Promise<void> | undefined;

  constructor(options: StoreOptions = {}) {
    this.configure(options);
    this.#self = new SelfMetrics(this);
  }

  /** Changes what is given. Limits hold for new series from now on, also of instruments that are there. */
  configure(options: StoreOptions): void {
    this.seriesLimit = options.seriesLimit ?? this.seriesLimit;
    this.seriesPerInstrument = options.seriesPerInstrument ?? this.seriesPerInstrument;
    this.#strict = options.strict ?? this.#strict;
    if (options.logger !== undefined) this.logTo(options.logger);
  }

  /** The families with all their series, in the order of their declaration. Live: the columns change as code records. */
  families(): readonly SeriesTable[] {
    return Array.from(this.#registrations.values(), ({ table }) => table);
  }

  /** Runs the observable callbacks. Overlapping calls share one run. Never rejects. */
  collect(options: CollectOptions = {}): Promise<void> {
    this.#collection ??= this.#collect(options).finally(() => {
      this.#collection = undefined;
    });
    return this.#collection;
  }

  /** A page is being read from now until the returned function is called: series are not moved meanwhile. */
  beginPage(): () => void {
    return this.#pages.begin();
  }

  /** Tells problems to this logger from now on, and those that were found before. */
  logTo(logger: ProblemLogger): void {
    this.#log.attach(logger);
  }

  /** The instrument of a definition: the same for an equal one, one that records nothing for a contradicting one. */
  instrument(definition: InstrumentDefinition, scope: Scope): Instrument {
    const key = `${scope.name}\n${definition.name}`;
    const known = this.#registrations.get(key);
    if (known === undefined) return this.#register(key, definition, scope);
    if (sameDefinition(known.definition, definition)) return known.instrument;
    return this.#detached(definition, scope, known);
  }

  // What tables need of their host.

  ticks(): number {
    return Math.max(0, Math.floor((performance.now() - this.#startedAt) / 100));
  }
  get lastPage(): number {
    return this.#pages.last;
  }
  get oldestPage(): number {
    return this.#pages.oldest;
  }
  labelProblem(table: SeriesTable, problem: LabelProblem, label: string, value: string): void {
    this.#self.labelProblem(problem);
    this.#log.tell(
      `${table.name}\n${label}\n${problem}`,
      () => `${table.name}{${label}}: ${LABEL_RULES[problem]}, got ${show(value)}`,
    );
  }
  overflow(table: SeriesTable): void {
    this.#self.overflow(table.name);
    this.#log.tell(
      `${table.name}\noverflow`,
      () =>
        `${table.name}: expected at most ${table.seriesLimit} series (${this.seriesLimit} in the store), further ones ` +
        'are recorded under otel_metric_overflow="true"; drop a label, bound its values or raise seriesLimit',
    );
  }

  async #collect({ callbackTimeoutMs = 5000 }: CollectOptions): Promise<void> {
    const observables: Promise<void>[] = [];
    for (const { instrument, keeper } of this.#registrations.values()) {
      keeper.look(this.ticks());
      if (instrument instanceof ObservableInstrument)
        observables.push(
          instrument.collect({
            timeoutMs: callbackTimeoutMs,
            failed: (name, outcome, error) => this.#callbackFailed(name, outcome, error),
          }),
        );
    }
    await Promise.all(observables);
  }

  #register(key: string, definition: InstrumentDefinition, scope: Scope): Instrument {
    const spec = tableSpec(definition, scope);
    const table = new SeriesTable(spec, this);
    const instrument = this.#make(definition, table, false);
    const keeper = new SeriesKeeper(table, definition, (message) =>
      this.#log.tell(`${table.name}\nprecision`, () => message),
    );
    this.#registrations.set(key, { definition, instrument, table, keeper, site: callerSite() });
    this.#self?.registered(table, instrument instanceof ObservableInstrument); // absent while its own are made
    return instrument;
  }

  #detached(definition: InstrumentDefinition, scope: Scope, known: Registration): Instrument {
    const message =
      `${definition.name}: expected the definition given at ${known.site()}, got another one ` +
      `at ${callerSite()()}; give one of them another name`;
    if (this.#strict) throw new MeterDefinitionError([message]);
    this.#log.tell(
      `${definition.name}\nconflict`,
      () => `${message} (it records nothing until then)`,
    );
    const spec = { ...tableSpec(definition, scope), seriesLimit: 0, zeroSeries: false };
    return this.#make(definition, new SeriesTable(spec, this), true);
  }

  #make(definition: InstrumentDefinition, table: SeriesTable, detached: boolean): Instrument {
    const target = new RecordingTarget(table, detached, (...what) => this.#dropped(...what));
    const lowest = table.type === 'counter' ? 0 : -Number.MAX_VALUE;
    if (isObservable(definition.kind)) return new ObservableInstrument(target, lowest);
    if (definition.kind === 'histogram') return new HistogramInstrument(target);
    if (definition.kind === 'gauge') return new GaugeInstrument(target);
    return new SumInstrument(target, lowest);
  }

  #dropped(table: SeriesTable, reason: DropReason, value: unknown): void {
    this.#self.dropped(reason);
    if (reason === 'conflicting_definition') return; // told when it was defined
    this.#log.tell(
      `${table.name}\n${reason}`,
      () => `${table.name}: expected ${VALUE_RULES[reason]}, got ${show(value)}; it was dropped`,
    );
  }

  #callbackFailed(name: string, reason: 'error' | 'timeout', error: unknown): void {
    this.#self.callbackFailed(name, reason);
    this.#log.tell(`${name}\ncallback\n${reason}`, () =>
      reason === 'timeout'
        ? `${name}: expected its callback to end in time; its series are not on this page`
        : `${name}: its callback failed with ${show(error)}; its series are not on this page`,
    );
  }
}

const VALUE_RULES = {
  not_finite: 'a finite number',
  negative: 'a number that is not negative',
} as const;

const LABEL_RULES: Readonly<Record<LabelProblem, string>> = {
  missing: 'expected a value, the label is left out',
  undeclared: 'expected only declared labels, it is ignored',
  outside_closed_set: 'expected one of the declared values, recorded as _OTHER',
  value_limit: 'expected fewer different values, further ones are recorded as _OTHER',
  too_long: 'expected at most 512 characters, recorded as _OTHER',
  unreadable: 'expected a value that can be read, recorded as _OTHER',
};

function show(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
