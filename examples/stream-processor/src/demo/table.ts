import type { PageNumbers } from './page-numbers.js';

/** What the page says, for people: a name and a text a row. `before` is the page of the last look, so many seconds ago. */
export function describePage(
  page: PageNumbers,
  before: PageNumbers,
  seconds: number,
): ReadonlyMap<string, string> {
  const of = (name: string, labels?: Readonly<Record<string, string>>) =>
    page(`processor_${name}`, labels);
  const share = (part: number, all: number) => (all === 0 ? '-' : ((100 * part) / all).toFixed(2));

  const total = of('events_processed_total');
  const rate = Math.round((total - before('processor_events_processed_total')) / seconds);
  const good = of('events_processed_total', { result: 'success' });
  const hits = of('state_cache_hits_total');
  const fromCache = share(hits, hits + of('state_cache_misses_total'));
  const windows = (window_type: string) => {
    const open = of('windows_active', { window_type });
    return `${open} open, ${of('windows_triggered_total', { window_type })} closed`;
  };
  return new Map([
    ['events', `${total} (${rate}/s), ${share(good, total)} % good`],
    ['latency', `p95 at most ${p95Ms(page)} ms`],
    [
      'lag',
      `${of('kafka_consumer_lag')} messages, watermark ${of('watermark_lag_seconds').toFixed(1)} s behind`,
    ],
    [
      'dropped',
      `${of('dedup_duplicates_found_total')} duplicates, ${of('late_events_total')} late, ${of('pipeline_errors_total')} errors`,
    ],
    ['tumbling', windows('tumbling')],
    ['sliding', windows('sliding')],
    ['session', windows('session')],
    [
      'repaired',
      `${of('normalization_gaps_filled_total')} gaps, ${of('normalization_outliers_detected_total')} outliers among them`,
    ],
    ['state', `${Math.round(of('state_size_bytes') / 1024)} KiB, ${fromCache} % from the cache`],
    ['results', `${of('kafka_messages_produced_total')} written`],
  ]);
}

/** The bound of the bucket in which the 95th of a hundred is. */
function p95Ms(page: PageNumbers): string {
  const name = 'processor_event_processing_duration_seconds';
  const bounds = Array.from({ length: 16 }, (_, i) => Number((0.0001 * 2 ** i).toFixed(4)));
  const upTo = (le: number) => page(`${name}_bucket`, { le: `${le}` });
  const bound = bounds.find((le) => upTo(le) >= 0.95 * page(`${name}_count`));
  return ((bound ?? Number.POSITIVE_INFINITY) * 1000).toFixed(1);
}
