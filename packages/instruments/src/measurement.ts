/** Why a measurement is not recorded. The values of `reason` in `meterkit_measurements_dropped_total`. */
export const DROP_REASONS = ['not_finite', 'negative', 'conflicting_definition'] as const;

export type DropReason = (typeof DROP_REASONS)[number];

/** What is wrong with a value that must lie between `lowest` and the largest double. Anything but a number is not finite. */
export function valueProblem(value: unknown, lowest: number): DropReason | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'not_finite';
  return value < lowest ? 'negative' : undefined;
}
