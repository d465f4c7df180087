/** Of ascending numbers, by nearest rank; undefined of none. */
export function percentile(numbers: readonly number[], share: number): number | undefined {
  return numbers[Math.ceil(share * numbers.length) - 1];
}
