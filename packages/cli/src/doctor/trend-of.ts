import type { ParsedFamily } from '@meterkit/exposition';
import { seriesIn } from '../check/check-target.js';
import type { Trend } from './doctor-report.js';

/** How the number of series changed. */
export function trendOf(
  before: readonly ParsedFamily[],
  after: readonly ParsedFamily[],
  waitMs: number,
): Trend {
  const counts = new Map(before.map(({ name, samples }) => [name, samples.length]));
  const grown = after
    .map(({ name, samples }) => ({
      family: name,
      series: samples.length - (counts.get(name) ?? 0),
    }))
    .filter(({ series }) => series > 0)
    .sort((a, b) => b.series - a.series);
  return { seconds: waitMs / 1000, before: seriesIn(before), after: seriesIn(after), grown };
}
