import { displayValue } from '../configuration/display-value.js';
import { isObject } from '../configuration/is-object.js';
import { nearest } from '../configuration/nearest.js';

/** Throws for options that are none, and for one that means nothing: what is misspelt must not pass. */
export function checkOptions(subject: string, options: unknown, known: readonly string[]): void {
  if (!isObject(options))
    throw new Error(
      `${subject}: expected { ${known.join(', ')} } for options, got ${displayValue(options)}`,
    );
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const meant = nearest(unknown, known);
  throw new Error(
    `${subject}: ${unknown}: unknown option${meant === undefined ? '' : `; did you mean ${meant}?`}`,
  );
}
