/** Words of other libraries, and obvious ones, for options of ours, where no letters show what is meant. */
export const otherWords: ReadonlyMap<string, string> = new Map([
  ['service', 'serviceName'],
  ['name', 'serviceName'],
  ['labels', 'page.constantLabels'],
  ['defaultLabels', 'page.constantLabels'],
  ['page.defaultLabels', 'page.constantLabels'],
  ['prefix', 'instruments.rename'],
  ['path', 'scrape.metricsPath'],
  ['endpoint', 'scrape.metricsPath'],
  ['scrape.path', 'scrape.metricsPath'],
  ['scrape.endpoint', 'scrape.metricsPath'],
  ['registers', 'metricProducers'],
  ['buckets', 'instruments.bounds'],
]);
