import type { ParsedFamily } from '@meterkit/exposition';
import type { DoctorFinding } from './doctor-report.js';
import { seriesKeys } from './series-keys.js';

const NAMED = 3;

/** A counter that is on one page and not on the next is stale for Prometheus, and its rate has holes. What a gauge is of may go. */
export function vanishingFindings(
  before: readonly ParsedFamily[],
  after: readonly ParsedFamily[],
): readonly DoctorFinding[] {
  const left = seriesKeys(after);
  const gone = [...seriesKeys(before.filter(({ type }) => type !== 'gauge'))].filter(
    (key) => !left.has(key),
  );
  if (gone.length === 0) return [];
  const named = gone.slice(0, NAMED).join(', ');
  const more = gone.length > NAMED ? ` and ${gone.length - NAMED} more` : '';
  const message = `two pages at once: expected the same series, got ${gone.length} fewer: ${named}${more}`;
  return [{ severity: 'problem', rule: 'vanishing', message }];
}
