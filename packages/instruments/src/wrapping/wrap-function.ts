import { MeterDefinitionError } from '../meter-definition-error.js';
import type { Ending } from '../run-ending.js';
import { showValue } from '../show-value.js';

/** Any function or method; what a wrapped one takes and gives is inferred. */
export type AnyFunction = (this: never, ...args: never[]) => unknown;

/** A call that begins, as a function for labels sees it. */
export interface StartedCall<T, F extends AnyFunction> {
  readonly args: Readonly<Parameters<F>>;
  /** What `this` is in the call. */
  readonly self: T;
}

/** A call that has ended: `result` is what was returned, or what its promise was fulfilled with. */
export type EndedCall<T, F extends AnyFunction> = StartedCall<T, F> &
  Ending<Awaited<ReturnType<F>>>;

/** What is done around a call; it calls `run` once and gives back what that gives. */
export type Around = (
  call: { readonly args: readonly unknown[]; readonly self: unknown },
  run: () => unknown,
) => unknown;

/** What messages call a wrapped function. Throws {@link MeterDefinitionError} when it is none. */
export function subjectOf(wrapper: string, fn: AnyFunction): string {
  if (typeof fn === 'function') return `${wrapper} ${fn.name}`.trim();
  throw new MeterDefinitionError([`${wrapper}(): expected a function, got ${showValue(fn)}`]);
}

/**
 * A function that does what `fn` does, with something around. It has the name and the length of `fn`, and inherits its
 * properties: what frameworks keep with a function, they find with the wrapped one.
 */
export function wrapFunction<F extends AnyFunction>(fn: F, around: Around): F {
  const { wrapped } = {
    wrapped(this: unknown, ...args: readonly unknown[]): unknown {
      return around({ args, self: this }, () => Reflect.apply(fn, this, args));
    },
  };
  for (const name of ['name', 'length'] as const)
    Object.defineProperty(wrapped, name, { value: fn[name], configurable: true });
  Object.setPrototypeOf(wrapped, fn);
  return wrapped as unknown as F; // takes and gives what `fn` does
}
