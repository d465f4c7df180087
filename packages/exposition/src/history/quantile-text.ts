/**
 * A quantile of a histogram in words. Of one within the first bucket no more is known than the bound: what is below may be a
 * thousandth of it, which an estimate halfway would hide.
 */
export function quantileText(
  value: number,
  bounds: readonly number[],
  format: (value: number) => string,
): string {
  const [first = Number.NaN] = bounds;
  return value <= first ? `≤ ${format(first)}` : format(value);
}
