/** Of so many timers at most, one is measured. */
export const MOST_SKIPPED = 1_000_000;

/** Whether a share of timers can be declared: `1 / n`, as exactly as a double has it. */
export function isShareOfTimers(share: unknown): boolean {
  if (typeof share !== 'number' || !(share > 0)) return false;
  const n = Math.round(1 / share);
  return n >= 1 && n <= MOST_SKIPPED && Math.abs(share * n - 1) < 1e-9;
}

/** A description that says which share of timers it is of. */
export function describeSampling(description: string, share: number | undefined): string {
  if (typeof description !== 'string' || description === '') return description; // is found wrong later
  if (!isShareOfTimers(share) || share === 1) return description;
  return `${description} One timer in ${Math.round(1 / Number(share))} is measured.`;
}
