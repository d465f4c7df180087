import type { Configuration } from './configuration.js';
import type { ConfigurationProblem, Origin } from './configuration-error.js';
import { displayValue } from './display-value.js';

const NAMES = ['metricsPath', 'healthPath', 'readyPath'] as const;

/**
 * The paths of the endpoint differ. Paths in `broken` are left out: what they are to be is not known. A default that is
 * in the way of a chosen path is not what is blamed.
 */
export function distinctPaths(
  { scrape }: Configuration,
  origins: ReadonlyMap<string, Origin>,
  broken: ReadonlySet<string>,
): readonly ConfigurationProblem[] {
  const owners = new Map<string, string>();
  const problems: ConfigurationProblem[] = [];
  for (const { option, path, origin } of defaultsFirst(scrape, origins)) {
    const owner = owners.get(path);
    if (broken.has(option)) continue;
    if (owner === undefined) owners.set(path, option);
    else {
      const rule = `expected a path other than that of ${owner}`;
      problems.push({ option, rule, value: displayValue(path), origin });
    }
  }
  return problems;
}

function defaultsFirst(scrape: Configuration['scrape'], origins: ReadonlyMap<string, Origin>) {
  return NAMES.map((name) => {
    const option = `scrape.${name}`;
    return { option, path: scrape[name], origin: origins.get(option) ?? 'default' };
  }).toSorted((a, b) => Number(b.origin === 'default') - Number(a.origin === 'default'));
}
