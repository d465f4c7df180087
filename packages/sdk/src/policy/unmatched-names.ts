import type { FamilyColumns } from '@meterkit/exposition';
import type { Store } from '@meterkit/instruments';
import type { ConfigurationProblem } from '../configuration/configuration-error.js';
import { displayValue } from '../configuration/display-value.js';
import { nearest } from '../configuration/nearest.js';
import type { SettledOptions } from '../configuration/resolve-configuration.js';
import { nameList } from '../name-table.js';
import { pageNames } from '../opentelemetry/page-policy.js';

/** The configured names and patterns of instruments that match none of the store and of the streams of a collection. */
export function unmatchedNames(
  { configuration: { instruments, page }, origins }: SettledOptions,
  store: Store,
  streams: readonly FamilyColumns[],
): readonly ConfigurationProblem[] {
  const typed: readonly FamilyColumns[] = store.families('all');
  const all = [...typed, ...streams];
  const shown = all.flatMap((columns) => pageNames(columns, page.translation));
  const checks: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['instruments.disabled', instruments.disabled, declared(typed.filter(canBeDisabled))],
    ['instruments.bounds', Object.keys(instruments.bounds), declared(typed.filter(isHistogram))],
    ['instruments.dropLabels', Object.keys(instruments.dropLabels), declared(all)],
    ['instruments.rename', Object.keys(instruments.rename), declared(all)],
    ['page.include', page.include, shown],
    ['page.exclude', page.exclude, shown],
  ];
  return checks.flatMap(([option, patterns, names]) =>
    patterns
      .filter((pattern) => !names.some(nameList([pattern])))
      .map((pattern) => {
        const meant = nearest(pattern, names);
        return {
          option,
          rule: 'expected the name of an instrument that it can apply to',
          value: displayValue(pattern),
          origin: origins.get(`${option}.${pattern}`) ?? origins.get(option) ?? 'default',
          fix: meant === undefined ? 'none matches so far' : `did you mean ${meant}?`,
        };
      }),
  );
}

function declared(families: readonly FamilyColumns[]): readonly string[] {
  return families.map(({ name }) => name);
}

/** What Meterkit says of itself always records. */
function canBeDisabled({ scope }: FamilyColumns): boolean {
  return scope.name !== 'meterkit';
}

function isHistogram({ type }: FamilyColumns): boolean {
  return type === 'histogram';
}
