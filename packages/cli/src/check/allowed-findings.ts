import { type AllowedFinding, type LintRuleName, lintRules } from '@meterkit/exposition';
import { nearest } from '@meterkit/sdk/configuration';
import { CommandError } from '../command-line/command-error.js';

const names: readonly string[] = lintRules.map(({ name }) => name);

/** What `--allow RULE=NAME` allows. */
export function allowedFindings(options: readonly string[]): readonly AllowedFinding[] {
  return options.map((option) => {
    const at = option.indexOf('=');
    const rule = option.slice(0, at);
    const family = option.slice(at + 1);
    if (at > 0 && isRule(rule) && family !== '')
      return { rule, family, reason: 'Allowed on the command line.' };
    const meant = nearest(at > 0 ? rule : option, names);
    const fix = meant === undefined ? `rules are ${names.join(', ')}` : `did you mean ${meant}?`;
    throw new CommandError(
      `--allow: expected RULE=NAME with a rule of the linter and a family, got "${option}"; ${fix}`,
    );
  });
}

function isRule(name: string): name is LintRuleName {
  return names.includes(name);
}
