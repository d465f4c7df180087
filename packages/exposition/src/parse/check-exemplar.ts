import type { FamilyLines, SampleLine } from './family-lines.js';
import { parseThreshold } from './parse-threshold.js';

/** OpenMetrics 1.0, Exemplars: where one may stand, and that it belongs to its bucket. */
export function checkExemplar(family: FamilyLines, line: SampleLine): void {
  const { name, labels, exemplar } = line.sample;
  if (exemplar === undefined) return;
  if (family.type === 'counter' && name === `${family.name}_total`) return;
  const isHistogram = family.type === 'histogram' || family.type === 'gaugehistogram';
  if (!isHistogram || name !== `${family.name}_bucket`) family.refuse('exemplar-unallowed', line);
  const threshold = parseThreshold(labels.get('le'));
  if (threshold !== undefined && exemplar.value > threshold) family.refuse('exemplar-bucket', line);
}
