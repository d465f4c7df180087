import type { PageNumbers } from './page-numbers.js';

const WINDOWS = ['tumbling', 'sliding', 'session'];

/** What the page says, for people. `before` is the page of the last look, so many seconds ago. */
export function renderTable(
  page: PageNumbers,
  before: PageNumbers,
  seconds: number,
): readonly string[] {
  const rows: readonly (readonly [string, string])[] = [
    ['events', events(page, before, seconds)],
    ['latency', `p95 at most ${p95Ms(page)} ms`],
    ['lag', `${count(page, 'kafka_consumer_lag')} messages, watermark ${lag(page)} s behind`],
    ['dropped', dropped(page)],
    ...WINDOWS.map((type) => [type, windows(page, type)] as const),
    ['repaired', repaired(page)],
    ['state', state(page)],
    ['results', `${messagesProduced(page)} written`],
  ];
  return rows.map(([name, value]) => `${name.padEnd(10)}${value}`);
}

/** The same in one line. */
export function renderLine(page: PageNumbers, before: PageNumbers, seconds: number): string {
  const open = WINDOWS.map((type) => `${type} ${windows(page, type)}`);
  return [events(page, before, seconds), dropped(page), ...open, state(page)].join('   ');
}

function count(page: PageNumbers, name: string, labels?: Readonly<Record<string, string>>): number {
  return page(`processor_${name}`, labels);
}

function events(page: PageNumbers, before: PageNumbers, seconds: number): string {
  const total = count(page, 'events_processed_total');
  const rate = (total - count(before, 'events_processed_total')) / seconds;
  const good = count(page, 'events_processed_total', { result: 'success' });
  const share = total === 0 ? '-' : ((100 * good) / total).toFixed(2);
  return `${total} (${Math.round(rate)}/s), ${share} % good`;
}

/** The bound of the bucket in which the 95th of a hundred is. */
function p95Ms(page: PageNumbers): string {
  const name = 'event_processing_duration_seconds';
  const wanted = 0.95 * count(page, `${name}_count`);
  const bounds = Array.from({ length: 16 }, (_, i) => 0.0001 * 2 ** i);
  const bound = bounds.find(
    (le) => count(page, `${name}_bucket`, { le: `${Number(le.toFixed(4))}` }) >= wanted,
  );
  return bound === undefined ? '3277' : (bound * 1000).toFixed(1);
}

function lag(page: PageNumbers): string {
  return count(page, 'watermark_lag_seconds').toFixed(1);
}

function dropped(page: PageNumbers): string {
  const duplicates = count(page, 'dedup_duplicates_found_total');
  const errors = count(page, 'pipeline_errors_total');
  return `${duplicates} duplicates, ${count(page, 'late_events_total')} late, ${errors} errors`;
}

function windows(page: PageNumbers, window_type: string): string {
  const active = count(page, 'windows_active', { window_type });
  return `${active} open, ${count(page, 'windows_triggered_total', { window_type })} closed`;
}

function repaired(page: PageNumbers): string {
  const outliers = count(page, 'normalization_outliers_detected_total');
  return `${count(page, 'normalization_gaps_filled_total')} gaps, ${outliers} outliers among them`;
}

function state(page: PageNumbers): string {
  const hits = count(page, 'state_cache_hits_total');
  const lookups = hits + count(page, 'state_cache_misses_total');
  const kib = (count(page, 'state_size_bytes') / 1024).toFixed(0);
  return `${kib} KiB, ${lookups === 0 ? '-' : ((100 * hits) / lookups).toFixed(1)} % from the cache`;
}

function messagesProduced(page: PageNumbers): number {
  return count(page, 'kafka_messages_produced_total');
}
