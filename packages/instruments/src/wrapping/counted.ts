import type { Counter } from '../instrument.js';
import type { LabelSpecs, LabelValues } from '../label.js';
import { runEnding } from '../run-ending.js';
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
 * A function that does what `fn` does and counts each call when it has ended, or its promise has settled, so that labels may
 * tell how. Result, error and `this` are those of `fn`.
 */
export function counted<S extends LabelSpecs, F extends AnyFunction>(
  counter: Counter<S>,
  fn: F,
  ...[options]: LabelOptions<NoInfer<S>, EndedCall<ThisParameterType<F>, F>>
): F {
  return wrapFunction(fn, counting(counter, options, subjectOf('counted', fn)));
}

/** {@link counted}, for a method: with an instrument, or a function of the instance that has it. */
export function Counted<S extends LabelSpecs, T, F extends AnyFunction>(
  counter: InstrumentSource<Counter<S>, T>,
  ...[options]: LabelOptions<NoInfer<S>, EndedCall<NoInfer<T>, F>>
): DecorateMethod<T, F> {
  return decorateMethod('Counted', options, (method, subject) =>
    wrapFunction(method, counting(counter, options, subject)),
  );
}

/** As an instrument of any labels is called. */
interface Counting {
  add(amount: number, labels: LabelValues): void;
}

function counting(source: unknown, options: unknown, subject: string): Around {
  const counterOf = instrumentFinder<Counting>(source, 'add', subject);
  return (call, run) => {
    const counter = counterOf(call.self);
    if (counter === undefined) return run();
    return runEnding(run, (ending) => counter.add(1, callLabels(options, { ...call, ...ending })));
  };
}
