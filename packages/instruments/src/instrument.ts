import type { LabelArguments, LabelSpecs } from './label.js';
import type { TimeUnit, Unit } from './unit.js';

/**
 * The recording interfaces. None of these methods, {@link Observable} apart, throws, waits or blocks, whatever it is passed: what cannot be recorded is
 * dropped, counted in `meterkit_measurements_dropped_total` and told once to the logger.
 */

/** A sum that only grows. */
export interface Counter<S extends LabelSpecs> {
  /** Adds an amount, finite and not negative. */
  add(amount: number, ...labels: LabelArguments<S>): void;
  /** The series of these labels, resolved once: for hot loops. */
  bind(...labels: LabelArguments<S>): BoundCounter;
  /** Takes a series off the page; it begins anew at its next change. False when it is not on the page. */
  remove(...labels: LabelArguments<S>): boolean;
}

export interface BoundCounter {
  add(amount: number): void;
}

/** A sum that grows and shrinks. */
export interface UpDownCounter<S extends LabelSpecs> {
  /** Adds a finite amount. */
  add(amount: number, ...labels: LabelArguments<S>): void;
  /** The series of these labels, resolved once: for hot loops. */
  bind(...labels: LabelArguments<S>): BoundUpDownCounter;
  /** Takes a series off the page; it begins anew at its next change. False when it is not on the page. */
  remove(...labels: LabelArguments<S>): boolean;
  /** One more in progress, until `stop()` or the end of a `using` block. */
  startInProgress(...labels: LabelArguments<S>): InProgress;
  /** One more in progress while `fn` runs, or until its promise settles. Result and error are those of `fn`. */
  trackInProgress<R>(...labelsAndFn: [...LabelArguments<S>, fn: () => R]): R;
}

export interface BoundUpDownCounter {
  add(amount: number): void;
}

/** A value that is set. */
export interface Gauge<S extends LabelSpecs> {
  /** Sets a finite value. */
  set(value: number, ...labels: LabelArguments<S>): void;
  /** The series of these labels, resolved once: for hot loops. */
  bind(...labels: LabelArguments<S>): BoundGauge;
  /** Takes a series off the page; it begins anew at its next change. False when it is not on the page. */
  remove(...labels: LabelArguments<S>): boolean;
}

export interface BoundGauge {
  set(value: number): void;
}

/** A distribution. It has timers only in a unit of time. */
export interface Histogram<S extends LabelSpecs> {
  /** Records a value, finite and not negative, in the instrument's unit. */
  record(value: number, ...labels: LabelArguments<S>): void;
  /** The series of these labels, resolved once: for hot loops. */
  bind(...labels: LabelArguments<S>): BoundHistogram;
  /** Takes a series off the page; it begins anew at its next change. False when it is not on the page. */
  remove(...labels: LabelArguments<S>): boolean;
}

export interface BoundHistogram {
  record(value: number): void;
}

/**
 * A distribution of durations. Timers run on a monotonic clock and record in the instrument's own unit. `E` is what a timer
 * returns in the end: also `undefined` where a share of them is measured (`sampleTimers`).
 */
export interface DurationHistogram<S extends LabelSpecs, E extends number | undefined = number>
  extends Histogram<S> {
  bind(...labels: LabelArguments<S>): BoundDurationHistogram<E>;
  /** Starts to measure, with the labels that hold unless they are amended: "declined" before it is "paid". */
  startTimer(...labels: LabelArguments<S>): Timer<S, E>;
  /** Times `fn`, or its promise, whether it succeeds or fails. Result and error are those of `fn`. */
  time<R>(...labelsAndFn: [...LabelArguments<S>, fn: () => R]): R;
}

export interface BoundDurationHistogram<E extends number | undefined = number>
  extends BoundHistogram {
  /** Starts to measure. */
  startTimer(): BoundTimer<E>;
}

/** A running measurement of time into a bound histogram. Leaving a `using` block stops it. */
export interface BoundTimer<E extends number | undefined = number> extends Disposable {
  /**
   * Records and returns the time since the start, in the instrument's unit; `undefined` when this timer is not measured.
   * Only the first call records.
   */
  stop(): E;
}

type SomeLabels<S extends LabelSpecs> = Partial<NonNullable<LabelArguments<S>[0]>>;

/** A running measurement of time. Leaving a `using` block stops it. */
export interface Timer<S extends LabelSpecs, E extends number | undefined = number>
  extends Disposable {
  /** Amends the labels before the end. */
  set(labels: SomeLabels<S>): void;
  /**
   * Records and returns the time since the start, in the instrument's unit; `undefined` when this timer is not measured.
   * Only the first call records.
   */
  stop(labels?: SomeLabels<S>): E;
}

/** Something that is counted as in progress until it is stopped; only the first call counts. */
export interface InProgress extends Disposable {
  stop(): void;
}

/** Takes what a callback reports. */
export interface ObservableResult<S extends LabelSpecs> {
  observe(value: number, ...labels: LabelArguments<S>): void;
}

/** Reads the outside world at each collection. What it does not report is not on the page. */
export type ObservableCallback<S extends LabelSpecs> = (
  result: ObservableResult<S>,
) => void | Promise<void>;

/** An instrument that is read by callbacks. */
export interface Observable<S extends LabelSpecs> {
  /**
   * Adds a callback and returns what takes it away. A callback that throws or does not end in time leaves its series out
   * of that page, and is counted in `meterkit_callback_failures_total`. What is no function throws `MeterDefinitionError`.
   */
  observe(callback: ObservableCallback<S>): () => void;
}

/** The instrument that a definition makes. */
export type InstrumentOf<D> = D extends {
  readonly kind: infer K;
  readonly labels: infer S extends LabelSpecs;
  readonly unit: infer U extends Unit | undefined;
  readonly sampleTimers: infer T;
}
  ? K extends 'counter'
    ? Counter<S>
    : K extends 'upDownCounter'
      ? UpDownCounter<S>
      : K extends 'gauge'
        ? Gauge<S>
        : K extends 'histogram'
          ? U extends TimeUnit
            ? DurationHistogram<S, T extends undefined ? number : number | undefined>
            : Histogram<S>
          : Observable<S>
  : never;
