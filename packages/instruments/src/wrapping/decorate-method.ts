import { MeterDefinitionError } from '../meter-definition-error.js';
import { showValue } from '../show-value.js';
import type { AnyFunction } from './wrap-function.js';

/** What this package reads of the context of a standard decorator (TC39 Decorators, `ClassMethodDecoratorContext`). */
interface MethodContext<T, F> {
  readonly kind: 'method';
  readonly name: string | symbol;
  readonly access: { get(object: T): F };
}

/**
 * A decorator of methods, for the standard and for `experimentalDecorators` of TypeScript. The method and its class are
 * inferred from the context of the standard one, of the other only the method.
 */
export interface DecorateMethod<T, F extends AnyFunction> {
  (method: NoInfer<F>, context: MethodContext<T, F>): F;
  (target: NoInfer<T>, name: string | symbol, descriptor: TypedPropertyDescriptor<F>): void;
}

type Standard = readonly [
  method: unknown,
  context: { readonly kind: string; readonly name: string | symbol },
];
type Legacy = readonly [
  target: object,
  name: string | symbol,
  descriptor: PropertyDescriptor | undefined,
];

/**
 * The decorator that puts `wrap` around a method. Throws {@link MeterDefinitionError} for what is no method, and where `options`
 * show that it decorates without having been called: `@Timed` for `@Timed(...)`.
 */
export function decorateMethod<T, F extends AnyFunction>(
  decorator: string,
  options: unknown,
  wrap: (method: F, subject: string) => F,
): DecorateMethod<T, F> {
  const method = methodIn(options);
  if (method !== undefined)
    throw new MeterDefinitionError([
      `@${decorator} ${method}: expected @${decorator}(instrument), got @${decorator} alone`,
    ]);
  const decorated = (method: unknown, name: string | symbol, kind = 'method') => {
    const subject = `@${decorator} ${String(name)}`;
    const isMethod = kind === 'method';
    if (isMethod && typeof method === 'function') return wrap(method as F, subject); // the types of the decorator say which
    const got = isMethod ? showValue(method) : `a ${kind}`;
    throw new MeterDefinitionError([`${subject}: expected a method, got ${got}`]);
  };
  const decorate = (...given: Standard | Legacy): F | undefined => {
    if (!isLegacy(given)) return decorated(given[0], given[1].name, given[1].kind);
    const [, name, descriptor] = given;
    const method = decorated(descriptor?.value, name);
    if (descriptor !== undefined) descriptor.value = method;
    return undefined;
  };
  return decorate as DecorateMethod<T, F>; // one function for both, told by the second argument
}

/** The name in what a decorator is given second: by `experimentalDecorators` that, by others a context. */
function methodIn(second: unknown): string | undefined {
  if (typeof second === 'string' || typeof second === 'symbol') return String(second);
  const { kind, name } = Object(second) as { readonly kind?: unknown; readonly name?: unknown }; // what it has
  return kind === undefined ? undefined : String(name);
}

/** The second argument of a standard decorator is an object, that of a legacy one the name of the method. */
function isLegacy(given: Standard | Legacy): given is Legacy {
  return typeof given[1] !== 'object';
}
