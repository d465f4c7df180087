import { showValue } from './show-value.js';

/** Words of other libraries for options of ours. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['help', 'description'],
  ['labelNames', 'labels'],
  ['attributes', 'labels'],
  ['buckets', 'bounds'],
  ['boundaries', 'bounds'],
  ['advice', 'bounds'],
  ['registers', 'store'],
  ['ttl', 'ttlMs'],
  ['prefix', 'namespace'],
]);

/** What is wrong with the options of `subject` as plain JavaScript may give them: no object, or names that mean nothing. */
export function optionMistakes(
  subject: string,
  options: unknown,
  known: readonly string[],
): readonly string[] {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    return [`${subject}: expected an object of options, got ${showValue(options)}`];
  const unknown = Object.keys(options).filter((name) => !known.includes(name));
  return unknown.map((name) => {
    const meant = MEANT.get(name);
    const isMeant = meant !== undefined && known.includes(meant);
    return `${subject}.${name}: unknown option${isMeant ? `; did you mean ${meant}?` : ''}`;
  });
}
