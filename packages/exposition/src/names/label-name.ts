import type { EscapingScheme } from '../negotiate/escaping-scheme.js';
import type { FamilyType } from '../page-model.js';
import { escapeName, isPlainName } from './escape-name.js';
import type { NameTranslation } from './metric-name.js';
import { unreservedName } from './unreserved-name.js';

/** How names of labels are written. */
export interface LabelNaming {
  readonly translation: NameTranslation;
  readonly escaping: EscapingScheme;
  /** Of its family: a name that any page can have is then kept, `a__b`. Default: false. */
  readonly exactName?: boolean;
}

/**
 * The name of a label on the page (OpenTelemetry, Prometheus and OpenMetrics Compatibility, Metric Attributes): runs of
 * discouraged characters become one `_`, or in `utf-8` what the escaping scheme makes of them.
 *
 * A reserved name, and one that begins with a digit, is written with `exported_` before it, as Prometheus does, and without
 * leading underscores: `le` on a histogram is `exported_le`, `quantile` on a summary `exported_quantile`, `__name__` is
 * `exported_name_`.
 */
export function labelName(key: string, type: FamilyType, naming: LabelNaming): string {
  const { translation, escaping, exactName = false } = naming;
  if (type === 'histogram' && key === 'le') return 'exported_le';
  if (type === 'summary' && key === 'quantile') return 'exported_quantile';
  const isKept = translation === 'utf-8' || (exactName && isPlainName(key, 'label'));
  const kept = isKept ? key : key.replace(/[^a-zA-Z0-9]+/g, '_');
  const escaped = escapeName(unreservedName(kept, 'exported_'), escaping, 'label');
  // Escaping may have put an underscore in front.
  return unreservedName(escaped, 'exported_');
}
