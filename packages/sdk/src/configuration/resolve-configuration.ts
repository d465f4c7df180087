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
import { type FileReading, readPolicyFile } from './read-policy-file.js';
import { readTree } from './read-tree.js';
import { type ReadFile, readYaml, readYamlFile } from './read-yaml-file.js';
import { schema } from './schema/schema.js';

/** Where the configuration comes from besides code; the process's own environment and files unless given. */
export interface Sources {
  readonly env?: NodeJS.ProcessEnv;
  readonly readFile?: ReadFile;
  /** Whether the policy file is read. Default true. */
  readonly readsPolicy?: boolean;
}

/** Every option with its value, and where that was found. */
export interface SettledOptions {
  readonly configuration: Configuration;
  /** By the path of the option and of each entry of a record. */
  readonly origins: ReadonlyMap<string, Origin>;
}

export interface ResolvedConfiguration extends SettledOptions {
  /** What is wrong but has a meaning all the same, to be logged. */
  readonly warnings: readonly ConfigurationProblem[];
  /** Of all sources but the policy file, in ascending order. */
  readonly settings: readonly Setting[];
  /** The same options with those of the policy file over them. */
  readonly inForce: SettledOptions;
  readonly policy: FileReading | undefined;
}

/** Under this key of an options object: where its values were found, for those that have been settled before. */
export const ORIGINS = Symbol('origins');

export type OptionsWithOrigins = InitOptions & {
  readonly [ORIGINS]?: ReadonlyMap<string, Origin>;
};

/**
 * Settles all options: defaults, over them the YAML file, over it the environment, over it code; and what is in force: over
 * all of them the policy file. Records are merged entry by entry.
 *
 * @throws ConfigurationError with all problems of all sources, also of values that another source overrides.
 */
export function resolveConfiguration(
  code: OptionsWithOrigins = {},
  { env = process.env, readFile, readsPolicy = true }: Sources = {},
): ResolvedConfiguration {
  const variablesAndCode = [
    ...readEnvironment(env),
    ...readTree({
      tree: code,
      originOf: (keys) => code[ORIGINS]?.get(keys.join('.')) ?? 'code',
      kind: 'code',
    }),
  ];
  const named = lastSetting(variablesAndCode.filter(isSetting), 'configFile');
  const findings = [...(named ? readYamlFile(named, readFile) : []), ...variablesAndCode];
  const settings = findings.filter(isSetting);
  const { configuration, origins } = settle(settings);
  const policyFile = lastSetting(settings, 'policyFile');
  const policy = policyFile && readsPolicy ? readPolicyFile(policyFile, readFile) : undefined;
  const all = [...findings, ...(policy?.findings ?? [])];
  const problems = ofKind(all, 'problem');
  const broken = new Set(problems.map(({ option }) => option));
  const wrong = [
    ...problems,
    ...distinctPaths(configuration, origins, broken),
    ...partnerProblems(configuration, origins, broken),
    ...fileProblems(configuration, origins, readFile),
  ];
  if (wrong.length > 0) throw new ConfigurationError(wrong);
  return {
    configuration,
    origins,
    warnings: ofKind(all, 'warning'),
    settings,
    inForce: settle(all.filter(isSetting)),
    policy: policy?.reading,
  };
}

/**
 * The options with those of this text of a policy file over them.
 *
 * @throws ConfigurationError with all problems of the text.
 */
export function resolvePolicy(
  { configuration, settings }: ResolvedConfiguration,
  text: string,
): SettledOptions {
  const findings = readYaml('policyFile', String(configuration.policyFile), text);
  const problems = ofKind(findings, 'problem');
  if (problems.length > 0) throw new ConfigurationError(problems);
  return settle([...settings, ...findings.filter(isSetting)]);
}

/** Of sources in ascending order: of each option the last setting. */
function settle(settings: readonly Setting[]): SettledOptions {
  const configuration = fill(schema, '', settings) as Configuration; // the type follows from the schema, as the value does
  return { configuration, origins: originsOf(settings) };
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
