import type { ConfigurationProblem, Origin } from './configuration-error.js';

/** A valid value of an option, or of one entry of a record option. */
export interface Setting {
  readonly kind: 'setting';
  /** Path of the option. */
  readonly option: string;
  /** Name of the entry, when the option is a record. */
  readonly entry?: string;
  readonly value: unknown;
  readonly origin: Origin;
}

/** What reading a source brings to light. A warning does not keep the configuration from being used. */
export type Finding =
  | Setting
  | { readonly kind: 'problem' | 'warning'; readonly problem: ConfigurationProblem };

export function isSetting(finding: Finding): finding is Setting {
  return finding.kind === 'setting';
}
