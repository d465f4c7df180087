import { MeterDefinitionError } from './meter-definition-error.js';
import { showValue } from './show-value.js';

/**
 * Upper bounds of histogram buckets, inclusive and in ascending order; the bucket of +Inf is always there and not listed.
 * What is wrong with them is reported by `defineMeter`, with everything else that is wrong with the definition; arguments that give no
 * bounds throw {@link MeterDefinitionError} where they stand.
 */
export type Bounds = readonly number[];

/** Bounds as given. */
export function explicitBounds(...bounds: readonly number[]): Bounds {
  return bounds;
}

/** `count` bounds: `start`, `start + width`, ... */
export function linearBounds(start: number, width: number, count: number): Bounds {
  checkArguments('linearBounds', { start, width, count });
  return Array.from({ length: count }, (_, i) => tidy(start + width * i));
}

/** `count` bounds: `start`, `start * factor`, ... */
export function exponentialBounds(start: number, factor: number, count: number): Bounds {
  checkArguments('exponentialBounds', { start, factor, count });
  return Array.from({ length: count }, (_, i) => tidy(start * factor ** i));
}

/** Throws unless all are numbers, and the last one a count: with another, the list would be empty. */
function checkArguments(name: string, given: Readonly<Record<string, unknown>>): void {
  const isCount = Number.isInteger(given.count) && Number(given.count) > 0;
  if (isCount && Object.values(given).every(Number.isFinite)) return;
  const got = Object.values(given).map(showValue).join(', ');
  throw new MeterDefinitionError([
    `${name}(): expected the numbers ${Object.keys(given).join(', ')}, got ${got}`,
  ]);
}

/** 0.1 * 3 is 0.3 on the page, not 0.30000000000000004: a bound is a name as much as a number. */
function tidy(bound: number): number {
  return Number(bound.toPrecision(12));
}
