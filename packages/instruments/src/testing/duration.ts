import { showValue } from '../show-value.js';

const MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds, or a number with its unit: `'30s'`, `'10m'`, `'1.5h'`. */
export type Duration = number | `${number}${keyof typeof MS}`;

/** The milliseconds of a duration. Throws when it is none, or negative. */
export function durationMs(duration: Duration): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|[smhd])$/.exec(String(duration)) ?? [];
  const ms = typeof duration === 'number' ? duration : Number(number) * MS[unit as keyof typeof MS]; // or NaN
  if (Number.isFinite(ms) && ms >= 0) return ms;
  throw new Error(
    `a duration: expected milliseconds or a number with its unit such as "30s", got ${showValue(duration)}`,
  );
}
