import type { DurationHistogram } from '../instrument.js';
import type { LabelSpecs, LabelValues } from '../label.js';
import { runEnding } from '../run-ending.js';
import { UNMEASURED_TIMER } from '../unmeasured-timer.js';
import { callLabels, type LabelOptions } from './call-labels.js';
import { type DecorateMethod, decorateMethod } from './decorate-method.js';
import { type InstrumentSource, instrumentFinder } from './instrument-source.js';
import {
  type AnyFunction,
  type Around,
  type EndedCall,
  subjectOf,
  wrapFunction,
} from './wrap-function.js';

/**
 * A function that does what `fn` does and records how long each call takes, or its promise, whether it succeeds or fails.
 * Result, error and `this` are those of `fn`. Of a generator the call is measured, not the iteration.
 */
export function timed<S extends LabelSpecs, F extends AnyFunction>(
  histogram: AnyDurations<S>,
  fn: F,
  ...[options]: LabelOptions<NoInfer<S>, EndedCall<ThisParameterType<F>, F>>
): F {
  return wrapFunction(fn, timing(histogram, options, subjectOf('timed', fn)));
}

/** {@link timed}, for a method: with an instrument, or a function of the instance that has it. */
export function Timed<S extends LabelSpecs, T, F extends AnyFunction>(
  histogram: InstrumentSource<AnyDurations<S>, T>,
  ...[options]: LabelOptions<NoInfer<S>, EndedCall<NoInfer<T>, F>>
): DecorateMethod<T, F> {
  return decorateMethod('Timed', options, (method, subject) =>
    wrapFunction(method, timing(histogram, options, subject)),
  );
}

type AnyDurations<S extends LabelSpecs> = DurationHistogram<S, number | undefined>;

/** As an instrument of any labels is called. */
interface Timing {
  startTimer(): { stop(labels: LabelValues): unknown };
}

function timing(source: unknown, options: unknown, subject: string): Around {
  const histogramOf = instrumentFinder<Timing>(source, 'startTimer', subject);
  return (call, run) => {
    const timer = histogramOf(call.self)?.startTimer();
    if (timer === undefined) return run();
    if (timer === UNMEASURED_TIMER) return runEnding(run);
    return runEnding(run, (ending) => void timer.stop(callLabels(options, { ...call, ...ending })));
  };
}
