import { displayValue } from './display-value.js';
import type { AnyOption } from './option.js';

/** What documents say of an option besides its description, in the words of its messages. */
export interface OptionDetails {
  /** `an integer from 0 to 65535` */
  readonly values: string;
  /** As in code: `"127.0.0.1"`. Absent when it is unset. */
  readonly fallback?: string;
  readonly env?: string;
}

export function optionDetails(option: AnyOption): OptionDetails {
  const { kind, rule, env } = option;
  return {
    values: kind === 'record' ? `${rule} (${option.nameRule})` : rule,
    ...(kind === 'value' &&
      option.default !== undefined && { fallback: displayValue(option.default) }),
    ...(env !== undefined && { env }),
  };
}
