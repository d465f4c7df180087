import type { Family } from './family.js';

/** Prometheus, Automatically generated labels and time series: what every target has, besides `target_info`. */
const SCRAPES: readonly (readonly [name: string, unit: string, help: string])[] = [
  ['up', '', 'Whether the last scrape succeeded: 1 or 0.'],
  ['scrape_duration_seconds', 'seconds', 'How long the last scrape took.'],
  ['scrape_samples_scraped', '', 'Samples on the last page.'],
  ['scrape_samples_post_metric_relabeling', '', 'Samples that were left after relabelling.'],
  ['scrape_series_added', '', 'Series that the last scrape brought, about.'],
];

/** What Prometheus knows of every target that it scrapes. */
export const targetFamilies: readonly Family[] = [
  ...SCRAPES.map(([name, unit, help]) => ({
    ...{ name, type: 'gauge' as const, unit, help, labels: new Map(), hasOtherLabels: false },
    ...{ bounds: undefined, samples: [name], origin: 'prometheus' as const, declared: undefined },
  })),
  {
    name: 'target',
    type: 'info',
    unit: '',
    help: 'The service, and what else is known of its resource: 1.',
    labels: new Map(
      ['service_name', 'service_version'].map((label) => [label, { values: undefined }] as const),
    ),
    hasOtherLabels: true,
    bounds: undefined,
    samples: ['target_info'],
    origin: 'prometheus',
    declared: undefined,
  },
  {
    name: 'ALERTS',
    type: 'gauge',
    unit: '',
    help: 'Alerts that are pending or fire, with their labels: 1.',
    labels: new Map([
      ['alertname', { values: undefined }],
      ['alertstate', { values: ['pending', 'firing'] }],
    ]),
    hasOtherLabels: true,
    bounds: undefined,
    samples: ['ALERTS'],
    origin: 'prometheus',
    declared: undefined,
  },
];
