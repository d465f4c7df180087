import type { Line } from '@meterkit/exposition/history';

const BARS = '▁▂▃▄▅▆▇█';

/** Values as bars from the least to the greatest of them, the newest at the right; a gap where there is none. */
export function sparkline(values: Line, width: number): string {
  const shown = values.slice(-width);
  const known = shown.filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const range = Math.max(0, ...known) - low;
  const bars = shown.map((value) => (value === null ? ' ' : barOf(value, low, range)));
  return bars.join('').padStart(width);
}

function barOf(value: number, low: number, range: number): string {
  const share = range === 0 ? 0 : (value - low) / range;
  return BARS.charAt(Math.round(share * (BARS.length - 1)));
}
