import type { Origin } from './configuration-error.js';
import { displayValue } from './display-value.js';
import type { Finding } from './finding.js';
import { isObject } from './is-object.js';
import type { RecordOption, ValueOption } from './option.js';
import { optionAt, type PlacedOption } from './options.js';

type Placed<O> = O & { readonly path: string };

/**
 * What an option makes of a value that a source has for it: a setting, for a record one for each entry, or what is
 * wrong. `undefined` and `null` (an empty value of YAML) leave an option unset.
 */
export function checkOption(
  option: PlacedOption,
  value: unknown,
  originOf: (entry?: string) => Origin,
): readonly Finding[] {
  if (isUnset(value)) return [];
  if (option.kind === 'value') return [checkValue(option, value, originOf())];
  if (!isObject(value)) return [wrong(option, value, originOf())];
  return Object.entries(value)
    .filter(([, entry]) => !isUnset(entry))
    .map(([name, entry]) => checkEntry(option, name, entry, originOf(name)));
}

/** The same for an option that holds one value. */
export function checkValue(
  option: Placed<ValueOption<unknown>>,
  value: unknown,
  origin: Origin,
): Finding {
  if (option.accepts(value)) return { kind: 'setting', option: option.path, value, origin };
  return wrong({ ...option, fix: option.fix ?? spelling(option, value) }, value, origin);
}

function checkEntry(
  option: Placed<RecordOption>,
  entry: string,
  value: unknown,
  origin: Origin,
): Finding {
  const alias = optionAt(option.aliases?.get(entry) ?? '');
  if (alias?.kind === 'value') return checkValue(alias, value, origin);
  const path = `${option.path}.${entry}`;
  if (!option.acceptsName(entry)) {
    const { secret, nameRule: rule } = option; // a part of a secret may have been taken for a name
    return wrong({ path: secret ? option.path : path, rule, secret }, entry, origin);
  }
  if (option.acceptsEntry(value)) {
    return { kind: 'setting', option: option.path, entry, value, origin };
  }
  const fix =
    isUnquoted(value) && option.acceptsEntry(String(value)) ? 'put it in quotes' : undefined;
  return wrong({ path, rule: option.entryRule, fix, secret: option.secret }, value, origin);
}

/** How to write what was meant, for a value of the wrong type: `"9464"` for a number, `1.1` for a text. */
function spelling(option: ValueOption<unknown>, value: unknown): string | undefined {
  if (typeof value === 'string') {
    const meant = option.decode(value);
    return option.accepts(meant) ? `write ${displayValue(meant, option)}` : undefined;
  }
  return isUnquoted(value) && option.accepts(String(value)) ? 'put it in quotes' : undefined;
}

function isUnquoted(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function wrong(
  subject: Pick<PlacedOption, 'path' | 'fix' | 'secret'> &
    Pick<ValueOption<unknown>, 'rule' | 'found'>,
  value: unknown,
  origin: Origin,
): Finding {
  const { path, rule, fix } = subject;
  const shown = subject.found?.(value) ?? displayValue(value, subject);
  return {
    kind: 'problem',
    problem: { option: path, rule: `expected ${rule}`, value: shown, origin, fix },
  };
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null;
}
