import { callerSite } from './caller-site.js';
import { GaugeInstrument } from './gauge-instrument.js';
import { HistogramInstrument } from './histogram-instrument.js';
import type { InstrumentDefinition, InstrumentKind } from './instrument-definition.js';
import { MeterDefinitionError } from './meter-definition-error.js';
import { ObservableInstrument } from './observable-instrument.js';
import type { ProblemLogger } from './problem-log.js';
import { RecordingTarget } from './recording-target.js';
import { sameDefinition } from './same-definition.js';
import { SelfMetrics } from './self-metrics.js';
import { SeriesKeeper } from './series-keeper.js';
import { SeriesTable } from './series-table.js';
import { SumInstrument } from './sum-instrument.js';
import { TableHost } from './table-host.js';
import { type Scope, tableSpec } from './table-spec.js';

export interface StoreOptions {
  /** Series of one instrument at a time, unless its definition says otherwise. Default 2000. */
  readonly seriesPerInstrument?: number;
  /** Series of all instruments at a time, those of the store itself included. Default 1 000 000. */
  readonly seriesLimit?: number;
  /** A contradicting redefinition throws instead of being dropped. Default false. */
  readonly strict?: boolean;
  readonly logger?: ProblemLogger;
}

export interface CollectOptions {
  /** Longest time in milliseconds that an observable callback is waited for. Default 5000. */
  readonly callbackTimeoutMs?: number;
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
export class Store {
  readonly #host = new TableHost();
  readonly #registrations = new Map<string, Registration>();
  #strict = false;
  #collection: Promise<number> | undefined;

  constructor(options: StoreOptions = {}) {
    this.configure(options);
    this.#host.problems.counts = new SelfMetrics(this);
  }

  /**
   * Changes what is given. Limits hold for new series from now on, also of instruments that are there; not for labels that
   * are all closed and were within the limit when their instrument was made.
   */
  configure({ seriesLimit, seriesPerInstrument, strict, logger }: StoreOptions): void {
    this.#host.seriesLimit = seriesLimit ?? this.#host.seriesLimit;
    this.#host.seriesPerInstrument = seriesPerInstrument ?? this.#host.seriesPerInstrument;
    this.#strict = strict ?? this.#strict;
    if (logger !== undefined) this.logTo(logger);
  }

  /** The families with all their series, in the order of their declaration. Live: the columns change as code records. */
  families(): readonly SeriesTable[] {
    return Array.from(this.#registrations.values(), ({ table }) => table);
  }

  /**
   * Runs the observable callbacks and resolves to how many of them failed. Overlapping calls share one run, also those of a
   * callback: one that waits for it waits for itself until its time is over. Never rejects.
   */
  collect(options: CollectOptions = {}): Promise<number> {
    this.#collection ??= Promise.resolve()
      .then(() => this.#collect(options))
      .finally(() => {
        this.#collection = undefined;
      });
    return this.#collection;
  }

  /** A page is being read from now until the returned function is called: series are not moved meanwhile. */
  beginPage(): () => void {
    return this.#host.pages.begin();
  }

  /** Tells problems to this logger from now on, and those that were found before. */
  logTo(logger: ProblemLogger): void {
    this.#host.problems.log.attach(logger);
  }

  /** Tells a problem of the process as a whole; once, as all problems. */
  warn(message: string): void {
    this.#host.problems.log.tell(message, () => message);
  }

  /** The instrument of a definition: the same for an equal one, one that records nothing for a contradicting one. */
  instrument(definition: InstrumentDefinition, scope: Scope): Instrument {
    const key = `${scope.name}\n${definition.name}`;
    const known = this.#registrations.get(key);
    if (known === undefined) return this.#register(key, definition, scope);
    if (sameDefinition(known.definition, definition)) return known.instrument;
    return this.#detached(definition, scope, known);
  }

  async #collect({ callbackTimeoutMs = 5000 }: CollectOptions): Promise<number> {
    const registrations = [...this.#registrations.values()]; // a callback may register more
    for (const { keeper } of registrations) keeper.look(this.#host.ticks());
    const failures = await Promise.all(
      registrations.map(({ instrument }) =>
        instrument instanceof ObservableInstrument ? instrument.collect(callbackTimeoutMs) : 0,
      ),
    );
    return failures.reduce((total, failed) => total + failed, 0);
  }

  #register(key: string, definition: InstrumentDefinition, scope: Scope): Instrument {
    const { problems } = this.#host;
    const table = new SeriesTable(tableSpec(definition, scope), this.#host);
    const instrument = instrumentOf(definition.kind, new RecordingTarget(table, problems, false));
    const keeper = new SeriesKeeper(table, problems, definition.ttlMs);
    this.#registrations.set(key, { definition, instrument, table, keeper, site: callerSite() });
    problems.counts?.registered(table); // absent while its own are made
    return instrument;
  }

  /** An instrument that records nothing, into a table that is on no page. */
  #detached(definition: InstrumentDefinition, scope: Scope, known: Registration): Instrument {
    const { problems } = this.#host;
    const message =
      `${definition.name}: expected the definition given at ${known.site()}, got another one ` +
      `at ${callerSite()()}; give one of them another name`;
    if (this.#strict) throw new MeterDefinitionError([message]);
    problems.conflict(definition.name, message);
    const spec = { ...tableSpec(definition, scope), observed: true };
    const table = new SeriesTable(spec, this.#host);
    return instrumentOf(definition.kind, new RecordingTarget(table, problems, true));
  }
}

const LOWEST = -Number.MAX_VALUE;

function instrumentOf(kind: InstrumentKind, target: RecordingTarget): Instrument {
  switch (kind) {
    case 'counter':
      return new SumInstrument(target, 0);
    case 'upDownCounter':
      return new SumInstrument(target, LOWEST);
    case 'gauge':
      return new GaugeInstrument(target);
    case 'histogram':
      return new HistogramInstrument(target);
    case 'observableCounter':
      return new ObservableInstrument(target, { lowest: 0, additive: true });
    case 'observableUpDownCounter':
      return new ObservableInstrument(target, { lowest: LOWEST, additive: true });
    case 'observableGauge':
      return new ObservableInstrument(target, { lowest: LOWEST, additive: false });
  }
}
