/**
 * Upper bounds of histogram buckets, inclusive and in ascending order; the bucket of +Inf is always there and not listed.
 * What is wrong with them is reported by `defineMeter`, with everything else that is wrong with the definition.
 */
export type Bounds = readonly number[];

/** Bounds as given. */
export function explicitBounds(...bounds: readonly number[]): Bounds {
  return bounds;
}

/** `count` bounds: `start`, `start + width`, ... */
export function linearBounds(start: number, width: number, count: number): Bounds {
  return Array.from({ length: count }, (_, i) => tidy(start + width * i));
}

/** `count` bounds: `start`, `start * factor`, ... */
export function exponentialBounds(start: number, factor: number, count: number): Bounds {
  return Array.from({ length: count }, (_, i) => tidy(start * factor ** i));
}

/** 0.1 * 3 is 0.3 on the page, not 0.30000000000000004: a bound is a name as much as a number. */
function tidy(bound: number): number {
  return Number(bound.toPrecision(12));
}
