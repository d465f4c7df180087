import type { InProgress as Mark, UpDownCounter } from '../instrument.js';
import type { LabelSpecs, LabelValues } from '../label.js';
import { runEnding } from '../run-ending.js';
import { callLabels, type LabelOptions } from './call-labels.js';
import { type DecorateMethod, decorateMethod } from './decorate-method.js';
import { type InstrumentSource, instrumentFinder } from './instrument-source.js';
import {
  type AnyFunction,
  type Around,
  type StartedCall,
  subjectOf,
  wrapFunction,
} from './wrap-function.js';

/**
 * A function that does what `fn` does and is counted as in progress while it runs, or until its promise settles. The labels
 * are those of the start: they know nothing of the result. Result, error and `this` are those of `fn`.
 */
export function inProgress<S extends LabelSpecs, F extends AnyFunction>(
  upDownCounter: UpDownCounter<S>,
  fn: F,
  ...[options]: LabelOptions<NoInfer<S>, StartedCall<ThisParameterType<F>, F>>
): F {
  return wrapFunction(fn, tracking(upDownCounter, options, subjectOf('inProgress', fn)));
}

/** {@link inProgress}, for a method: with an instrument, or a function of the instance that has it. */
export function InProgress<S extends LabelSpecs, T, F extends AnyFunction>(
  upDownCounter: InstrumentSource<UpDownCounter<S>, T>,
  ...[options]: LabelOptions<NoInfer<S>, StartedCall<NoInfer<T>, F>>
): DecorateMethod<T, F> {
  return decorateMethod('InProgress', options, (method, subject) =>
    wrapFunction(method, tracking(upDownCounter, options, subject)),
  );
}

/** What `startInProgress` returns: as a type this name is that, as a value it is the decorator. */
export type InProgress = Mark;

/** As an instrument of any labels is called. */
interface Tracking {
  startInProgress(labels: LabelValues): Mark;
}

function tracking(source: unknown, options: unknown, subject: string): Around {
  const counterOf = instrumentFinder<Tracking>(source, 'startInProgress', subject);
  return (call, run) => {
    const mark = counterOf(call.self)?.startInProgress(callLabels(options, call));
    return mark === undefined ? run() : runEnding(run, () => mark.stop());
  };
}
