import { checkValue } from '../configuration/check-option.js';
import {
  ConfigurationError,
  type ConfigurationProblem,
} from '../configuration/configuration-error.js';
import { nearest } from '../configuration/nearest.js';
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

/** @throws ConfigurationError with all that is wrong with the arguments of `ready()`, and with the names of its `unknown` options. */
export function checkReadyArguments(given: ReadyArguments, unknown: readonly string[]): void {
  const wrong = (['name', 'check', 'timeoutMs', 'cacheMs'] as const).flatMap((key) => {
    const found = checkValue({ ...RULES[key], path: `ready(): ${key}` }, given[key], 'code');
    return found.kind === 'problem' ? [found.problem] : [];
  });
  const problems = [...wrong, ...unknown.map(unknownOption)];
  if (problems.length > 0) throw new ConfigurationError(problems);
}

function unknownOption(name: string): ConfigurationProblem {
  const meant = nearest(name, ['timeoutMs', 'cacheMs']);
  const fix = meant && `did you mean ${meant}?`;
  return { option: `ready(): ${name}`, rule: 'unknown option', origin: 'code', fix };
}
