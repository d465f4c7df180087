import {
  type BatchObservableCallback,
  createNoopMeter,
  type Meter,
  type Observable,
  type ObservableCallback,
} from '@opentelemetry/api';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

/**
 * OpenTelemetry's MeterProvider, but for one thing: an observable callback is not begun again while an earlier run of it has
 * not ended. It fails instead, at once. Upstream begins it at each collection, and so piles up the runs of one that hangs.
 */
export class PatientMeterProvider extends MeterProvider {
  readonly #isRefused: (scope: string) => boolean;

  /** What is measured in a scope that `isRefused` goes nowhere. */
  constructor(
    options: ConstructorParameters<typeof MeterProvider>[0],
    isRefused: (scope: string) => boolean = () => false,
  ) {
    super(options);
    this.#isRefused = isRefused;
  }

  override getMeter(...scope: Parameters<MeterProvider['getMeter']>): Meter {
    if (this.#isRefused(scope[0])) return createNoopMeter();
    const meter = super.getMeter(...scope);
    const known = patientMeters.get(meter) ?? patientMeter(meter);
    patientMeters.set(meter, known);
    return known;
  }
}

/** A meter is the same object whenever it is asked for, and so is its patient one. */
const patientMeters = new WeakMap<Meter, Meter>();

function patientMeter(meter: Meter): Meter {
  const batches = patientCallbacks<BatchObservableCallback>();
  return {
    createCounter: (...args) => meter.createCounter(...args),
    createUpDownCounter: (...args) => meter.createUpDownCounter(...args),
    createHistogram: (...args) => meter.createHistogram(...args),
    createGauge: (...args) => meter.createGauge(...args),
    createObservableCounter: (...args) => patient(meter.createObservableCounter(...args)),
    createObservableUpDownCounter: (...args) =>
      patient(meter.createObservableUpDownCounter(...args)),
    createObservableGauge: (...args) => patient(meter.createObservableGauge(...args)),
    addBatchObservableCallback: (callback, observables) =>
      meter.addBatchObservableCallback(batches(callback), observables),
    removeBatchObservableCallback: (callback, observables) =>
      meter.removeBatchObservableCallback(batches(callback), observables),
  };
}

/** Stays the object that the SDK made: batch callbacks take no other. */
function patient<T extends Observable>(observable: T): T {
  // it is already where one object stands for all: after the shutdown
  if (Object.hasOwn(observable, 'addCallback')) return observable;
  const callbacks = patientCallbacks<ObservableCallback>();
  const { addCallback, removeCallback } = observable;
  return Object.assign(observable, {
    addCallback: (callback: ObservableCallback) =>
      addCallback.call(observable, callbacks(callback)),
    removeCallback: (callback: ObservableCallback) =>
      removeCallback.call(observable, callbacks(callback)),
  });
}

type Callback = (result: never) => void | Promise<void>;

/** Makes callbacks patient: the same one for the same one, so that it can be taken away. */
function patientCallbacks<C extends Callback>(): (callback: C) => C {
  const known = new WeakMap<C, C>();
  return (callback) => {
    if (typeof callback !== 'function') return callback; // upstream's to complain of
    const made = known.get(callback) ?? (oneAtATime(callback) as C); // takes and gives the same
    known.set(callback, made);
    return made;
  };
}

function oneAtATime(callback: Callback): Callback {
  let isRunning = false;
  return async (result) => {
    if (isRunning) throw new TimeoutError('an earlier run of its callback has not ended');
    isRunning = true;
    try {
      await callback(result);
    } finally {
      isRunning = false;
    }
  };
}

class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}
