import { checkValue } from '../configuration/check-option.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { codeOnly, text } from '../configuration/option-kinds.js';
import { health } from '../configuration/schema/health.js';
import type { ReadyCheck } from './ready-check.js';

export interface ReadyArguments {
  readonly name: string;
  readonly check: ReadyCheck;
  readonly timeoutMs: number;
  readonly cacheMs: number;
}

const RULES = {
  name: text({ description: 'What the check is called.' }),
  check: codeOnly<ReadyCheck>({
    type: 'ReadyCheck',
    rule: 'a function',
    accepts: (value): value is ReadyCheck => typeof value === 'function',
    description: 'The check.',
  }),
  timeoutMs: health.checkTimeoutMs,
  cacheMs: health.checkCacheMs,
};

/** @throws ConfigurationError with all that is wrong with the arguments of `ready()`. */
export function checkReadyArguments(given: ReadyArguments): void {
  const problems = (['name', 'check', 'timeoutMs', 'cacheMs'] as const).flatMap((key) => {
    const found = checkValue({ ...RULES[key], path: `ready(): ${key}` }, given[key], 'code');
    return found.kind === 'problem' ? [found.problem] : [];
  });
  if (problems.length > 0) throw new ConfigurationError(problems);
}
