import type { Configuration } from './configuration.js';
import {
  ConfigurationError,
  type ConfigurationProblem,
  type Origin,
} from './configuration-error.js';
import { distinctPaths } from './distinct-paths.js';
import { fileProblems } from './file-problems.js';
import { type Finding, isSetting, type Setting } from './finding.js';
import type { InitOptions } from './init-options.js';
import { isOption, type OptionGroup } from './option.js';
import { options } from './options.js';
import { partnerProblems } from './partner-problems.js';
import { readEnvironment } from './read-environment.js';
import { readTree } from './read-tree.js';
import { type ReadFile, readYamlFile } from './read-yaml-file.js';
import { schema } from './schema/schema.js';

/** Where the configuration comes from besides code; the process's own environment and files unless given. */
export interface Sources {
  readonly env?: NodeJS.ProcessEnv;
  readonly readFile?: ReadFile;
}

export interface ResolvedConfiguration {
  readonly configuration: Configuration;
  /** Where the value in force was found, by the path of the option and of each entry of a record. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** What is wrong but has a meaning all the same, to be logged. */
  readonly warnings: readonly ConfigurationProblem[];
}

/**
 * Settles all options: defaults, over them the YAML file, over it the environment, over it code. Records are merged entry
 * by entry.
 *
 * @throws ConfigurationError with all problems of all sources, also of values that another source overrides.
 */
export function resolveConfiguration(
  code: InitOptions = {},
  { env = process.env, readFile }: Sources = {},
): ResolvedConfiguration {
  const variablesAndCode = [
    ...readEnvironment(env),
    ...readTree({ tree: code, originOf: () => 'code', isFile: false }),
  ];
  const named = lastSetting(variablesAndCode.filter(isSetting), 'configFile');
  const findings = [...(named ? readYamlFile(named, readFile) : []), ...variablesAndCode];
  const settings = findings.filter(isSetting);
  const configuration = fill(schema, '', settings) as Configuration; // the type follows from the schema, as the value does
  const origins = originsOf(settings);
  const problems = ofKind(findings, 'problem');
  const broken = new Set(problems.map(({ option }) => option));
  const all = [
    ...problems,
    ...distinctPaths(configuration, origins, broken),
    ...partnerProblems(configuration, origins, broken),
    ...fileProblems(configuration, origins, readFile),
  ];
  if (all.length > 0) throw new ConfigurationError(all);
  return { configuration, origins, warnings: ofKind(findings, 'warning') };
}

/** The values in force: of each option the last setting, since sources come in ascending order. */
function fill(group: OptionGroup, prefix: string, settings: readonly Setting[]): object {
  const values = Object.entries(group).map(([name, node]) => {
    const path = prefix + name;
    if (!isOption(node)) return [name, fill(node, `${path}.`, settings)] as const;
    if (node.kind === 'record') return [name, entriesOf(path, settings)] as const;
    const setting = lastSetting(settings, path);
    return [name, setting ? setting.value : node.default] as const;
  });
  return Object.fromEntries(values);
}

function lastSetting(settings: readonly Setting[], path: string): Setting | undefined {
  return settings.findLast(({ option }) => option === path);
}

function entriesOf(path: string, settings: readonly Setting[]): object {
  const entries = settings.filter(({ option }) => option === path);
  return Object.fromEntries(entries.map(({ entry, value }) => [entry, value]));
}

function originsOf(settings: readonly Setting[]): ReadonlyMap<string, Origin> {
  const origins = new Map<string, Origin>(options.map(({ path }) => [path, 'default']));
  for (const { option, entry, origin } of settings) {
    origins.set(option, origin);
    if (entry !== undefined) origins.set(`${option}.${entry}`, origin);
  }
  return origins;
}

function ofKind(
  findings: readonly Finding[],
  kind: 'problem' | 'warning',
): readonly ConfigurationProblem[] {
  return findings.flatMap((finding) => (finding.kind === kind ? [finding.problem] : []));
}
