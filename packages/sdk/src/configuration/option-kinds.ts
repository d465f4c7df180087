import { decodePairs } from './decode-pairs.js';
import type { OptionFacts, RecordOption, ValueOption } from './option.js';

/** A string, not empty unless `accepts` says otherwise. */
export function text<D extends string | undefined = undefined>(
  facts: OptionFacts & {
    readonly default?: D;
    readonly rule?: string;
    readonly accepts?: (text: string) => boolean;
  },
): ValueOption<string | D> {
  const { accepts = (value) => value.trim() !== '', rule = 'a string that is not empty' } = facts;
  return {
    ...facts,
    kind: 'value',
    rule,
    type: 'string',
    default: facts.default as D, // an absent default is undefined, which D then is
    decode: (value) => value,
    accepts: (value) => typeof value === 'string' && accepts(value),
  };
}

/** A whole number from `min` to `max`, both included. In the environment: decimal digits, nothing else. */
export function integer(
  facts: OptionFacts & { readonly default: number; readonly min: number; readonly max: number },
): ValueOption<number> {
  const { min, max } = facts;
  return {
    ...facts,
    kind: 'value',
    rule: `an integer from ${min} to ${max}`,
    type: 'number',
    decode: (value) => (/^[+-]?\d{1,15}$/.test(value) ? Number(value) : value),
    accepts: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
  };
}

/** In the environment: `true` or `false` in any case (OpenTelemetry environment variables, Boolean). */
export function boolean(
  facts: OptionFacts & { readonly default: boolean; readonly otherwise?: boolean },
): ValueOption<boolean> {
  return {
    ...facts,
    kind: 'value',
    rule: 'true or false',
    type: 'boolean',
    decode: (value) => (/^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value),
    accepts: (value) => typeof value === 'boolean',
  };
}

/**
 * One of a few words. In the environment in any case (OpenTelemetry environment variables, Enum), and also a synonym:
 * a word of other OpenTelemetry components for one of ours.
 */
export function choice<const V extends string>(
  facts: OptionFacts & {
    readonly values: readonly V[];
    readonly default: NoInfer<V>;
    readonly otherwise?: NoInfer<V>;
    readonly synonyms?: Readonly<Record<string, NoInfer<V>>>;
  },
): ValueOption<V> {
  const words = new Map([
    ...facts.values.map((word) => [word, word] as const),
    ...Object.entries(facts.synonyms ?? {}),
  ]);
  return {
    ...facts,
    kind: 'value',
    rule: `one of ${facts.values.join(', ')}`,
    type: facts.values.map((word) => `'${word}'`).join(' | '),
    decode: (value) => words.get(value.toLowerCase()) ?? value,
    accepts: (value) => facts.values.some((word) => word === value),
  };
}

/** Strings by name. In the environment: `name=value,name=value`, percent-encoded. */
export function strings(
  facts: OptionFacts & Pick<RecordOption, 'nameRule' | 'acceptsName' | 'aliases'>,
): RecordOption {
  return {
    ...facts,
    kind: 'record',
    rule: 'strings by name',
    type: 'Readonly<Record<string, string>>',
    default: {},
    decode: (value) => decodePairs(value) ?? value,
  };
}

/** Something that only code can give: a function, an object with behaviour. Unset unless given. */
export function codeOnly<T>(
  facts: Pick<OptionFacts, 'description'> &
    Pick<ValueOption<T>, 'rule' | 'type'> & { readonly accepts: (value: unknown) => value is T },
): ValueOption<T | undefined> {
  return { ...facts, kind: 'value', inFile: false, default: undefined, decode: (value) => value };
}
