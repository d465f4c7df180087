import type { FamilyLines, SampleLine } from './family-lines.js';
import { distinguishingLabel } from './metrics-of-family.js';

/**
 * Splits a metric into its points: one without timestamps, else one for each run of equal timestamps (OpenMetrics 1.0,
 * MetricPoint). Text 0.0.4 has one point a metric, whatever the timestamps.
 */
export function pointsOfMetric(
  family: FamilyLines,
  metric: readonly SampleLine[],
): readonly (readonly SampleLine[])[] {
  if (metric.length === 1) return [metric];
  if (family.format === 'text') {
    checkRepeated(family, metric);
    return [metric];
  }
  const points: SampleLine[][] = [];
  let previous: SampleLine | undefined;
  for (const line of metric) {
    const point = points.at(-1);
    if (point === undefined || isLater(family, line, previous)) points.push([line]);
    else point.push(line);
    previous = line;
  }
  // Samples of equal timestamps may repeat: a timestamp can have been rounded.
  if (previous?.sample.timestampSeconds === undefined) checkRepeated(family, metric);
  return points;
}

function isLater(family: FamilyLines, line: SampleLine, previous: SampleLine | undefined): boolean {
  const before = previous?.sample.timestampSeconds;
  const now = line.sample.timestampSeconds;
  if (before === now) return false;
  if (before === undefined || now === undefined) family.refuse('timestamp-mixed', line);
  if (now < before) family.refuse('timestamp-order', line);
  return true;
}

function checkRepeated(family: FamilyLines, metric: readonly SampleLine[]): void {
  const seen = new Set<string>();
  for (const line of metric) {
    const { name, labels } = line.sample;
    const label = distinguishingLabel(family, line.sample);
    const key = label === undefined ? name : `${name} ${labels.get(label)}`;
    if (seen.has(key)) family.refuse('sample-repeated', line);
    seen.add(key);
  }
}
