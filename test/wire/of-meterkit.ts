/** The families in which Meterkit says something of itself, and of whom. */
export const OF_METERKIT = [
  'target',
  'meterkit_callback_failures',
  'meterkit_collect_failures',
  'meterkit_label_problems',
  'meterkit_measurements_dropped',
  'meterkit_page_problems',
  'meterkit_scrape_duration_seconds',
  'meterkit_scrape_refusals',
  'meterkit_scrapes',
  'meterkit_series',
  'meterkit_series_overflows',
];

/** Those more of a service with readiness checks. */
export const OF_CHECKS = ['meterkit_ready_check', 'meterkit_ready_check_failures'];
