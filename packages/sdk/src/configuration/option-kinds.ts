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
export function integer<D extends number | undefined = undefined>(
  facts: OptionFacts & { readonly default?: D; readonly min: number; readonly max: number },
): ValueOption<number | D> {
  const { min, max } = facts;
  return {
    ...facts,
    kind: 'value',
    rule: `an integer from ${min} to ${max}`,
    type: 'number',
    default: facts.default as D, // an absent default is undefined, which D then is
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

/** A list of strings. In the environment separated by commas. */
export function list(
  facts: OptionFacts &
    Pick<ValueOption<unknown>, 'rule'> & { readonly acceptsItem: (item: string) => boolean },
): ValueOption<readonly string[]> {
  const { acceptsItem } = facts;
  return {
    ...facts,
    kind: 'value',
    type: 'readonly string[]',
    default: [],
    decode: (value) =>
      value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    accepts: (value) => isListOf(value, (item) => typeof item === 'string' && acceptsItem(item)),
  };
}

type RecordFacts = OptionFacts & Pick<RecordOption, 'nameRule' | 'acceptsName'>;

/** Strings by name. In the environment: `name=value,name=value`, percent-encoded. */
export function strings(
  facts: RecordFacts &
    Pick<RecordOption, 'aliases'> &
    Partial<Pick<RecordOption, 'entryRule'>> & {
      readonly acceptsString?: (value: string) => boolean;
    },
): RecordOption<string> {
  const { acceptsString = () => true } = facts;
  return {
    entryRule: 'a string',
    ...facts,
    kind: 'record',
    rule: 'strings by name',
    type: 'Readonly<Record<string, string>>',
    default: {},
    decode: (value) => decodePairs(value) ?? value,
    acceptsEntry: (value) => typeof value === 'string' && acceptsString(value),
  };
}

/** Lists of strings by name. In the environment: `name=item item,name=item`, percent-encoded. */
export function lists(
  facts: RecordFacts &
    Pick<RecordOption, 'entryRule'> & { readonly acceptsItem: (item: string) => boolean },
): RecordOption<readonly string[]> {
  return {
    ...facts,
    kind: 'record',
    rule: 'lists by name',
    type: 'Readonly<Record<string, readonly string[]>>',
    default: {},
    decode: (value) => decodeLists(value, (item) => item),
    acceptsEntry: (value) =>
      isFilledListOf(value, (item) => typeof item === 'string' && facts.acceptsItem(item)),
  };
}

/** Ascending finite numbers by name. In the environment: `name=1 2.5 10,name=1`. */
export function ascendingNumbers(facts: RecordFacts): RecordOption<readonly number[]> {
  return {
    ...facts,
    kind: 'record',
    rule: 'lists of numbers by name',
    entryRule: 'finite numbers in ascending order',
    type: 'Readonly<Record<string, readonly number[]>>',
    default: {},
    decode: (value) =>
      decodeLists(value, (item) => (/^[-+.\de]+$/i.test(item) ? Number(item) : item)),
    acceptsEntry: (value) =>
      isFilledListOf(value, Number.isFinite) &&
      value.every((n, i) => i === 0 || Number(value[i - 1]) < Number(n)),
  };
}

function isListOf(
  value: unknown,
  accepts: (item: unknown) => boolean,
): value is readonly unknown[] {
  return Array.isArray(value) && value.every(accepts);
}

function isFilledListOf(
  value: unknown,
  accepts: (item: unknown) => boolean,
): value is readonly unknown[] {
  return isListOf(value, accepts) && value.length > 0;
}

function decodeLists(text: string, decodeItem: (item: string) => unknown): unknown {
  const pairs = decodePairs(text);
  if (pairs === undefined) return text;
  const entries = Object.entries(pairs).map(
    ([name, items]) =>
      [
        name,
        items
          .split(/\s+/)
          .filter((item) => item !== '')
          .map(decodeItem),
      ] as const,
  );
  return Object.fromEntries(entries);
}

/** Something that only code can give: a function, an object with behaviour. Unset unless given. */
export function codeOnly<T>(
  facts: Pick<OptionFacts, 'description' | 'fix'> &
    Pick<ValueOption<T>, 'rule' | 'type' | 'found'> & {
      readonly accepts: (value: unknown) => value is T;
    },
): ValueOption<T | undefined> {
  return { ...facts, kind: 'value', inFile: false, default: undefined, decode: (value) => value };
}
