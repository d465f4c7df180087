import { didYouMean, nearestName } from './queries/nearest-name.js';

/** What an option has to be, in words, and whether it is. */
export type OptionRule = readonly [expected: string, holds: (value: unknown) => boolean];

export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '';

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

export const isLabel = (value: unknown) =>
  typeof value === 'string' && /^[a-zA-Z_]\w*$/.test(value);

/** What is wrong with options by these rules, each after `path`; unknown ones included. */
export function problemsOf(
  path: string,
  options: object,
  rules: Readonly<Record<string, OptionRule>>,
): readonly string[] {
  return Object.entries(options).flatMap(([key, value]) => {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined) {
      const nearest = nearestName(key, Object.keys(rules));
      return [`${path}${key}: unknown option${didYouMean(nearest && path + nearest)}`];
    }
    const [expected, holds] = rule;
    if (value === undefined || holds(value)) return [];
    return [`${path}${key}: expected ${expected}, got ${JSON.stringify(value)}`];
  });
}
