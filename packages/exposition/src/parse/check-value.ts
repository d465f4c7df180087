import type { FamilyLines, SampleLine } from './family-lines.js';
import { parseReal } from './read-number.js';

/**
 * Checks one sample against the type of its family (OpenMetrics 1.0, Metric Types). Text 0.0.4 limits only the quantile
 * of a summary.
 */
export function checkValue(family: FamilyLines, line: SampleLine): void {
  const { value, labels, name } = line.sample;
  const suffix = name.slice(family.name.length);
  if (family.type === 'summary' && suffix === '') checkQuantile(family, line);
  if (family.format === 'text') return;
  switch (family.type) {
    case 'counter':
      if (suffix === '_total' && !(value >= 0)) family.refuse('counter-value', line);
      return;
    case 'info':
      if (value !== 1) family.refuse('info-value', line);
      return;
    case 'stateset':
      if (!labels.has(family.name)) family.refuse('stateset-label', line);
      if (value !== 0 && value !== 1) family.refuse('stateset-value', line);
      return;
    case 'summary':
      checkSummaryValue(family, line, suffix);
      return;
    case 'histogram':
    case 'gaugehistogram':
      if (suffix === '_bucket' || suffix.endsWith('count')) checkCount(family, line);
      return;
    case 'gauge':
    case 'unknown':
      return;
  }
}

function checkSummaryValue(family: FamilyLines, line: SampleLine, suffix: string): void {
  const { value } = line.sample;
  if (suffix === '_count') checkCount(family, line);
  // A quantile without observations is NaN; a sum never is.
  else if (value < 0 || (suffix === '_sum' && Number.isNaN(value))) {
    family.refuse('summary-value', line);
  }
}

function checkCount(family: FamilyLines, line: SampleLine): void {
  const { value } = line.sample;
  if (!Number.isInteger(value) || value < 0) family.refuse('count-value', line);
}

function checkQuantile(family: FamilyLines, line: SampleLine): void {
  const quantile = parseReal(line.sample.labels.get('quantile') ?? '');
  if (quantile === undefined || quantile < 0 || quantile > 1) family.refuse('quantile', line);
}
