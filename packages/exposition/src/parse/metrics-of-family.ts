import type { FamilyLines, SampleLine } from './family-lines.js';
import type { ParsedSample } from './parsed-family.js';

/**
 * Sorts the samples of a family into metrics: one for each label set, but for the label that tells the samples of one
 * metric apart. In OpenMetrics those of a metric stand together.
 */
export function metricsOfFamily(family: FamilyLines): readonly (readonly SampleLine[])[] {
  const metrics = new Map<string, SampleLine[]>();
  let last: SampleLine[] | undefined;
  for (const line of family.lines) {
    const key = labelSetKey(line.sample, distinguishingLabel(family, line.sample));
    const metric = metrics.get(key);
    if (metric === undefined) {
      last = [line];
      metrics.set(key, last);
      continue;
    }
    if (metric !== last && family.format === 'openmetrics') {
      family.refuse('metric-interleaved', line);
    }
    last = metric;
    metric.push(line);
  }
  return [...metrics.values()];
}

/** The label that tells a sample from others of its metric, if it has one (OpenMetrics 1.0, Metric Types). */
export function distinguishingLabel(family: FamilyLines, sample: ParsedSample): string | undefined {
  switch (family.type) {
    case 'histogram':
    case 'gaugehistogram':
      return sample.name.endsWith('_bucket') ? 'le' : undefined;
    case 'summary':
      return sample.name === family.name ? 'quantile' : undefined;
    case 'stateset':
      return family.name;
    case 'counter':
    case 'gauge':
    case 'info':
    case 'unknown':
      return undefined;
  }
}

/** Equal for equal label sets: in any order, and an empty label is an absent one. */
function labelSetKey({ labels }: ParsedSample, without: string | undefined): string {
  const parts: string[] = [];
  for (const [name, value] of labels) {
    if (value !== '' && name !== without) {
      parts.push(`${name.length}:${name}${value.length}:${value}`);
    }
  }
  return parts.length > 1 ? parts.sort().join('') : (parts[0] ?? '');
}
