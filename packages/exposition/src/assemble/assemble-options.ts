import type { NameTranslation } from '../names/metric-name.js';
import type { EscapingScheme } from '../negotiate/escaping-scheme.js';

/** How declared names and scopes appear on a page. */
export interface AssembleOptions {
  /** `underscores` unless said. */
  readonly translation?: NameTranslation | undefined;
  /** What the scraper asked for; `underscores` unless said. */
  readonly escaping?: EscapingScheme | undefined;
  /** Every sample carries `otel_scope_name`, `otel_scope_version` and `otel_scope_schema_url`. Off unless said. */
  readonly scopeLabels?: boolean | undefined;
  /** Labels of every sample. A family that has a label of the same name keeps its own. */
  readonly constantLabels?: Readonly<Record<string, string>> | undefined;
}
