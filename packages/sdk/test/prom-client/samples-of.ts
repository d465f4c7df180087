import type { PageFormat } from '@meterkit/exposition';
import {
  assemblePage,
  type ParsedSample,
  pageText,
  parseOpenMetrics,
  parsePrometheusText,
} from '@meterkit/exposition';
import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import { columnsOf } from '../../src/opentelemetry/store-metric-data.js';

/** A page of what a producer gives, and of nothing else. */
export async function pageOf(producer: MetricProducer, format: PageFormat): Promise<string> {
  const { resourceMetrics, errors } = await producer.collect();
  if (errors.length > 0) throw errors[0];
  const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  const page = assemblePage(metrics.flatMap((metric) => columnsOf(metric) ?? []));
  if (page.problems.length > 0) throw new Error(JSON.stringify(page.problems));
  return pageText(page, { format });
}

/** What Prometheus makes of a page: each sample by its name and labels, in which order they may be. */
export function samplesOf(
  page: string,
  format: PageFormat,
): ReadonlyMap<string, Pick<ParsedSample, 'value' | 'exemplar'>> {
  const families = format === 'text' ? parsePrometheusText(page) : parseOpenMetrics(page);
  const samples = families.flatMap((family) => family.samples);
  const byKey = new Map(
    samples.map((sample) => [keyOf(sample), { value: sample.value, exemplar: sample.exemplar }]),
  );
  if (byKey.size < samples.length) throw new Error('a series is twice on the page');
  return byKey;
}

function keyOf({ name, labels }: ParsedSample): string {
  const pairs = [...labels].filter(([, value]) => value !== '');
  const texts = pairs.map(([label, value]) => {
    const isNumber = label === 'le' || label === 'quantile'; // 1 in one page is 1.0 in another
    return [label, isNumber ? Number(value.replace('Inf', 'Infinity')) : value];
  });
  return JSON.stringify([name, texts.sort()]);
}
