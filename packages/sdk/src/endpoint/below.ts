import { ConfigurationError } from '../configuration/configuration-error.js';
import { displayValue } from '../configuration/display-value.js';
import type { ReadyCheck } from './ready-check.js';

export interface BelowLimits {
  readonly notReadyAbove: number;
  /** At most `notReadyAbove`; the same where the answer may change with every reading. */
  readonly readyBelow: number;
}

/**
 * A readiness check of a number: it says no from above `notReadyAbove` until below `readyBelow`, so that a number that swings
 * between the two does not change the answer at each probe. A number that is none means no.
 *
 * @throws ConfigurationError when a limit is not finite, or `readyBelow` is above `notReadyAbove`.
 */
export function below(
  read: () => number | Promise<number>,
  { notReadyAbove, readyBelow }: BelowLimits,
): ReadyCheck {
  checkLimit('notReadyAbove', notReadyAbove, 'a finite number', Number.isFinite(notReadyAbove));
  const isLower = Number.isFinite(readyBelow) && readyBelow <= notReadyAbove;
  checkLimit('readyBelow', readyBelow, `a number up to notReadyAbove, ${notReadyAbove}`, isLower);
  let isReady = true;
  return async () => {
    const value = await read();
    if (!(value <= notReadyAbove)) isReady = false;
    else if (value < readyBelow) isReady = true;
    if (isReady) return true;
    return value <= notReadyAbove
      ? `${value} is not below ${readyBelow}`
      : `${value} is not ${notReadyAbove} or less`;
  };
}

function checkLimit(name: string, value: unknown, rule: string, isFine: boolean): void {
  if (isFine) return;
  const option = `below(): ${name}`;
  const problem = { option, rule: `expected ${rule}`, value: displayValue(value) };
  throw new ConfigurationError([{ ...problem, origin: 'code' }]);
}
