import { checkExemplar } from './check-exemplar.js';
import { checkHistogram } from './check-histogram.js';
import { checkValue } from './check-value.js';
import type { FamilyLines, SampleLine } from './family-lines.js';
import { metricsOfFamily } from './metrics-of-family.js';
import { pointsOfMetric } from './points-of-metric.js';

/** Checks what no single line shows: the rules of OpenMetrics 1.0, Metric Types, as far as the format has them. */
export function checkFamily(family: FamilyLines): void {
  for (const line of family.lines) {
    checkValue(family, line);
    checkExemplar(family, line);
  }
  for (const metric of metricsOfFamily(family)) {
    for (const point of pointsOfMetric(family, metric)) checkPoint(family, point);
  }
}

function checkPoint(family: FamilyLines, point: readonly SampleLine[]): void {
  switch (family.type) {
    case 'histogram':
    case 'gaugehistogram':
      checkHistogram(family, point);
      return;
    case 'counter':
      if (family.format === 'openmetrics') checkTotal(family, point);
      return;
    case 'gauge':
    case 'stateset':
    case 'info':
    case 'summary':
    case 'unknown':
      return;
  }
}

function checkTotal(family: FamilyLines, point: readonly SampleLine[]): void {
  const [first] = point;
  const hasTotal = point.some(({ sample }) => sample.name === `${family.name}_total`);
  if (first !== undefined && !hasTotal) family.refuse('counter-total', first);
}
