import type { ParsedFamily } from '@meterkit/exposition';
import type { Answer } from '../target/ask.js';
import type { Target } from '../target/target.js';

/** All that was asked of a target. */
export interface DoctorFacts {
  readonly target: Target;
  /** The richest page: OpenMetrics if it is spoken, compressed if that is. */
  readonly page: Answer;
  /** The same, at once again. */
  readonly again: Answer;
  /** The same after a while. */
  readonly later: Answer;
  readonly waitMs: number;
  /** Asked for text 0.0.4 without compression; may be refused by 406, as the next. */
  readonly text: Answer;
  /** Asked for OpenMetrics with `escaping=allow-utf-8`. */
  readonly utf8: Answer;
  /** Asked without credentials; undefined where there are none. */
  readonly anonymous: Answer | undefined;
  readonly families: {
    readonly page: readonly ParsedFamily[];
    readonly again: readonly ParsedFamily[];
    readonly later: readonly ParsedFamily[];
  };
}
