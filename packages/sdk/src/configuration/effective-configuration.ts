import type { Origin } from './configuration-error.js';
import { displayValue } from './display-value.js';
import { isObject } from './is-object.js';
import { options, type PlacedOption } from './options.js';
import type { ResolvedConfiguration } from './resolve-configuration.js';

/** A line of the table of options in force. */
export interface EffectiveOption {
  /** `scrape.port`, or `resourceAttributes.team` for an entry of a record. */
  readonly option: string;
  /** As text; hidden when secret. */
  readonly value: string;
  readonly origin: Origin;
}

/** All options in force with their origins, in the order of the documents; of a record a line for each entry. */
export function effectiveConfiguration(
  resolved: ResolvedConfiguration,
): readonly EffectiveOption[] {
  return options.flatMap((option) => linesOf(option, resolved));
}

function linesOf(
  option: PlacedOption,
  { configuration, origins }: ResolvedConfiguration,
): readonly EffectiveOption[] {
  const line = (path: string, value: unknown): EffectiveOption => ({
    option: path,
    value: displayValue(value, option),
    origin: origins.get(path) ?? 'default',
  });
  const value = option.keys.reduce<unknown>(
    (node, key) => (isObject(node) ? node[key] : undefined),
    configuration,
  );
  if (option.kind === 'value' || !isObject(value)) return [line(option.path, value)];
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ ...line(option.path, undefined), value: '(none)' }];
  return entries.map(([entry, text]) => line(`${option.path}.${entry}`, text));
}
