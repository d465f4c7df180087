/** When errors come so fast that somebody should know (Site Reliability Workbook, Alerting on SLOs, table 5-8). */
export interface BurnRate {
  /** The budget that is gone when it alerts. */
  readonly spent: number;
  readonly longHours: number;
  readonly long: string;
  /** Ends the alert soon after the errors end. */
  readonly short: string;
  readonly severity: 'critical' | 'warning';
}

const burnRates: readonly BurnRate[] = [
  { spent: 0.02, longHours: 1, long: '1h', short: '5m', severity: 'critical' },
  { spent: 0.05, longHours: 6, long: '6h', short: '30m', severity: 'critical' },
  { spent: 0.1, longHours: 24, long: '1d', short: '2h', severity: 'warning' },
  { spent: 0.1, longHours: 72, long: '3d', short: '6h', severity: 'warning' },
];

/** The windows that error ratios are recorded over. */
export const sloWindows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

/**
 * The factors by which errors may exceed what the objective admits: 14.4, 6, 3 and 1 for 30 days. Below 1 the budget lasts, and
 * there is nothing to tell; nor can more than all be wrong, so that 14.4 times the 0.1 that 0.9 admits never comes.
 */
export function burnFactors(
  windowDays: number,
  allowed: number,
): readonly (BurnRate & { readonly factor: number })[] {
  return burnRates
    .map((rate) => ({ ...rate, factor: round((rate.spent * windowDays * 24) / rate.longHours) }))
    .filter(({ factor }) => factor >= 1 && factor * allowed < 1);
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}
