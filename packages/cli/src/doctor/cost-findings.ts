import { formatValue } from '@meterkit/exposition/history';
import { counted } from '../terminal/counted.js';
import type { DoctorFinding, DoctorReport } from './doctor-report.js';

/** Prometheus: scrape_timeout, unless configured. */
const TIMEOUT_MS = 10_000;
const NEAR_TIMEOUT_MS = 3_000;
const LARGE_BYTES = 10 * 1024 * 1024;
const MANY_SERIES = 50_000;
const MANY_VALUES = 1_000;
/** Growth while the doctor waits: so many series, and so large a part of all. */
const GROWN_SERIES = 20;
const GROWN_SHARE = 0.05;

/** What costs time, bytes and memory, here and in Prometheus. */
export function costFindings({
  page,
  labels,
  families,
  trend,
}: Omit<DoctorReport, 'findings'>): readonly DoctorFinding[] {
  const series = trend.before;
  const grown = trend.after - trend.before;
  const took = formatValue(page.slowestMs / 1000, 'seconds');
  const candidates: readonly (DoctorFinding | false)[] = [
    page.slowestMs > NEAR_TIMEOUT_MS && {
      severity: page.slowestMs > TIMEOUT_MS ? 'problem' : 'advice',
      rule: 'timeout',
      message: `time of a scrape: expected far less than Prometheus's scrape_timeout of 10 s, got ${took}; have fewer series, or raise scrape_timeout`,
    },
    page.bytes > LARGE_BYTES && {
      severity: 'advice',
      rule: 'size',
      message: `size of the page: expected less than 10 MiB, got ${formatValue(page.bytes, 'bytes')}; body_size_limit of Prometheus may refuse it`,
    },
    series > MANY_SERIES && {
      severity: 'advice',
      rule: 'series',
      message: `series: expected at most ${MANY_SERIES} of a process, got ${series}; see the families above`,
    },
    ...labels
      .filter(({ label, mostValues }) => label !== 'le' && mostValues > MANY_VALUES)
      .map(({ label, mostIn, mostValues }) => ({
        severity: 'advice' as const,
        rule: 'cardinality',
        message: `label ${label} of ${mostIn}: expected at most ${MANY_VALUES} values, got ${mostValues}; is it an id, an address or a path?`,
      })),
    grown >= GROWN_SERIES &&
      grown > GROWN_SHARE * series && {
        severity: 'advice',
        rule: 'growth',
        message: `series: ${grown} more after ${trend.seconds} s (${trend.grown
          .slice(0, 3)
          .map((one) => `${one.family} ${one.series}`)
          .join(', ')}); if that goes on, a label is not bounded`,
      },
    unused(families),
  ];
  return candidates.filter((finding) => finding !== false);
}

/** Unread families that are named, those with most series. */
const NAMED = 5;

function unused(families: DoctorReport['families']): DoctorFinding | false {
  const unread = families
    .filter(({ isRead }) => isRead === false)
    .sort((a, b) => b.series - a.series);
  if (unread.length === 0) return false;
  const series = unread.reduce((sum, family) => sum + family.series, 0);
  const names = unread.slice(0, NAMED).map(({ family }) => family);
  const named =
    unread.length > NAMED
      ? `${names.join(', ')} and ${unread.length - NAMED} more, which --json has`
      : names.join(', ');
  return {
    severity: 'advice',
    rule: 'unread',
    message: `read by no dashboard or rule: ${counted(unread.length, 'family', 'families')} with ${series} series: ${named}`,
  };
}
