import type { OptionFacts } from './option.js';

const MAX_LENGTH = 100;

/** A value as messages and tables show it: short, on one line, and hidden when its option is secret. */
export function displayValue(value: unknown, option: Pick<OptionFacts, 'secret'> = {}): string {
  if (option.secret && value !== undefined && !isEmpty(value)) return '(hidden)';
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > MAX_LENGTH ? `${value.slice(0, MAX_LENGTH)}…` : value);
    case 'undefined':
      return '(unset)';
    case 'function':
      return 'a function';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? displayList(value) : 'an object';
    default:
      return String(value);
  }
}

function displayList(list: readonly unknown[]): string {
  const isShort =
    list.length <= 20 && list.every((item) => ['string', 'number'].includes(typeof item));
  return isShort ? `[${list.map((item) => displayValue(item)).join(', ')}]` : 'a list';
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
