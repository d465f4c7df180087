import type { FamilyType } from '../page-model.js';
import type { NameTranslation } from './metric-name.js';

/** What Prometheus itself puts before a scraped label that it needs the name of. */
const PREFIX = 'exported_';

/**
 * The name of a label on the page (OpenTelemetry, Prometheus and OpenMetrics Compatibility, Metric Attributes): runs of
 * discouraged characters become one `_` (kept by `utf-8`).
 *
 * A name that is reserved or begins with a digit is written with `exported_` before it and without leading underscores:
 * `le` on a histogram is `exported_le`, `__name__` is `exported_name_`. `quantile` is free, for no family here is a summary.
 */
export function labelName(key: string, type: FamilyType, translation: NameTranslation): string {
  const name = translation === 'utf-8' ? key : key.replace(/[^a-zA-Z0-9]+/g, '_');
  const reserved = /^(?:[_0-9]|$)/.test(name) || (type === 'histogram' && name === 'le');
  return reserved ? PREFIX + name.replace(/^_+/, '') : name;
}
