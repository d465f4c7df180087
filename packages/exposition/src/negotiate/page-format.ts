/** The text formats a page can have: OpenMetrics 1.0, or Prometheus text 0.0.4 and its UTF-8 successor 1.0.0. */
export type PageFormat = 'openmetrics' | 'text';
