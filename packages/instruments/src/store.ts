import type { Bounds } from './bounds.js';
import { callerSite } from './caller-site.js';
import { GaugeInstrument } from './gauge-instrument.js';
import { HistogramInstrument } from './histogram-instrument.js';
import type { InstrumentDefinition, InstrumentKind } from './instrument-definition.js';
import { MeterDefinitionError } from './meter-definition-error.js';
import type { MonotonicClock } from './monotonic-clock.js';
import { ObservableInstrument } from './observable-instrument.js';
import type { ProblemLogger } from './problem-log.js';
import { RecordingTarget } from './recording-target.js';
import { renamedFamily } from './renamed-family.js';
import { showsOldName } from './renamed-from.js';
import { sameDefinition } from './same-definition.js';
import { SelfMetrics } from './self-metrics.js';
import { SeriesKeeper } from './series-keeper.js';
import { SeriesTable } from './series-table.js';
import type { StoreFamily } from './store-family.js';
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
  readonly policy?: InstrumentPolicy;
  /** What timers and times to live follow, in milliseconds. Default: `performance.now()`. Not to be changed later. */
  readonly clock?: MonotonicClock;
}

/** What is decided about instruments by their names, whoever declared them. */
export interface InstrumentPolicy {
  /**
   * It records nothing and is on no page; while it has an old name, which is asked too, it records unless both are disabled.
   * The instruments of scope `meterkit` always record.
   */
  readonly isDisabled?: (name: string) => boolean;
  /** Bounds of a histogram in the place of those declared. Those of its name go before those of its old name. */
  readonly boundsOf?: (name: string) => Bounds | undefined;
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
  readonly target: RecordingTarget;
  readonly table: SeriesTable;
  readonly keeper: SeriesKeeper;
  readonly site: () => string;
  /** The table; also under the name that the instrument had before, while that is kept. */
  readonly families: readonly StoreFamily[];
  /** Those that are not disabled by their names. */
  shown: readonly StoreFamily[];
}

/**
 * The series of a process, or of a test. Instruments record into it without knowing whether anything reads it; what reads it
 * calls `collect()`, then reads `families()` between `beginPage()` and its end.
 */
export class Store {
  readonly #host: TableHost;
  readonly #registrations = new Map<string, Registration>();
  #strict = false;
  #policy: InstrumentPolicy = {};
  readonly #collections = new Set<{ readonly endMs: number; readonly failures: Promise<number> }>();

  constructor({ clock, ...options }: StoreOptions = {}) {
    this.#host = new TableHost(clock);
    this.configure(options);
    this.#host.problems.counts = new SelfMetrics(this);
  }

  /**
   * Changes what is given. A policy replaces the one before, and holds also for instruments that are there; for those named by
   * {@link fixedBounds} the bounds stay. Limits hold for new series from now on, also of instruments that are there; not for labels that
   * are all closed and were within the limit when their instrument was made.
   */
  configure({
    seriesLimit,
    seriesPerInstrument,
    strict,
    logger,
    policy,
  }: Omit<StoreOptions, 'clock'>): void {
    this.#host.seriesLimit = seriesLimit ?? this.#host.seriesLimit;
    this.#host.seriesPerInstrument = seriesPerInstrument ?? this.#host.seriesPerInstrument;
    this.#strict = strict ?? this.#strict;
    if (logger !== undefined) this.logTo(logger);
    if (policy === undefined) return;
    this.#policy = policy;
    for (const registration of this.#registrations.values()) this.#apply(registration);
  }

  /** The names of histograms to which a policy comes too late: they have observations, or have been on a page, with other bounds. */
  fixedBounds(policy: InstrumentPolicy): readonly string[] {
    return [...this.#registrations.values()].flatMap((registration) => {
      const { name, bounds } = wantedBounds(policy, registration);
      const { table } = registration;
      return equalBounds(table.bounds, bounds) || table.canChangeBounds ? [] : [name];
    });
  }

  /**
   * The families with all their series, in the order of their declaration; `all`: those that are disabled too. One that was renamed is
   * there twice for a while, with the same cells. Live: the columns change as code records.
   */
  families(which: 'enabled' | 'all' = 'enabled'): readonly StoreFamily[] {
    const registrations = [...this.#registrations.values()];
    return registrations.flatMap(({ families, shown }) => (which === 'all' ? families : shown));
  }

  /**
   * Runs the observable callbacks and resolves to how many of them failed. Overlapping calls share a run that ends in time for
   * each, also those of a callback: one that waits for it waits for itself until its time is over. Never rejects.
   */
  collect({ callbackTimeoutMs = 5000 }: CollectOptions = {}): Promise<number> {
    const endMs = performance.now() + callbackTimeoutMs;
    for (const running of this.#collections) if (running.endMs <= endMs) return running.failures;
    const failures = Promise.resolve()
      .then(() => this.#collect(callbackTimeoutMs))
      .finally(() => this.#collections.delete(collection));
    const collection = { endMs, failures };
    this.#collections.add(collection);
    return failures;
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

  async #collect(callbackTimeoutMs: number): Promise<number> {
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
    const target = new RecordingTarget(table, problems, false);
    const instrument = instrumentOf(definition.kind, target);
    const keeper = new SeriesKeeper(table, problems, definition.ttlMs);
    const families = [table, ...this.#oldFamilies(definition, table)];
    const registration = {
      definition,
      instrument,
      target,
      table,
      keeper,
      site: callerSite(),
      families,
      shown: families,
    };
    this.#registrations.set(key, registration);
    this.#apply(registration);
    problems.counts?.registered(table); // absent while its own are made
    return instrument;
  }

  /** By the day on which the store began, or a family would leave the page of a running process. */
  #oldFamilies(
    { name, renamedFrom }: InstrumentDefinition,
    table: SeriesTable,
  ): readonly StoreFamily[] {
    if (renamedFrom === undefined) return [];
    if (showsOldName(renamedFrom, this.#host.startMs)) return [renamedFamily(table, renamedFrom)];
    this.#host.problems.ended(name, renamedFrom);
    return [];
  }

  #apply(registration: Registration): void {
    const { families, instrument, target, table } = registration;
    registration.shown = families.filter((family) => !this.#isDisabled(family));
    const disabled = registration.shown.length === 0;
    if (disabled !== target.disabled) target.setDisabled(disabled);
    if (!(instrument instanceof HistogramInstrument)) return;
    const { bounds = [] } = wantedBounds(this.#policy, registration);
    if (!equalBounds(table.bounds, bounds) && table.canChangeBounds) instrument.setBounds(bounds);
  }

  #isDisabled({ name, scope }: StoreFamily): boolean {
    return scope.name !== 'meterkit' && (this.#policy.isDisabled?.(name) ?? false);
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

/** The bounds that a histogram is to have, and the name by which a policy says so. */
function wantedBounds(
  { boundsOf }: InstrumentPolicy,
  { definition, families }: Registration,
): { readonly name: string; readonly bounds: Bounds | undefined } {
  if (definition.bounds === undefined) return definition; // no histogram, though a pattern may name it
  for (const { name } of families) {
    const bounds = boundsOf?.(name);
    if (bounds !== undefined) return { name, bounds };
  }
  return definition;
}

function equalBounds(a: Bounds | undefined, b: Bounds | undefined): boolean {
  return a === b || String(a) === String(b);
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
