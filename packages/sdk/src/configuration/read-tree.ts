import { checkOption } from './check-option.js';
import type { ConfigurationProblem, Origin } from './configuration-error.js';
import { displayValue } from './display-value.js';
import type { Finding } from './finding.js';
import { isObject } from './is-object.js';
import { nearest } from './nearest.js';
import { isOption, type OptionGroup } from './option.js';
import { options, type PlacedOption, readingOrder } from './options.js';
import { otherWords } from './other-words.js';
import { schema } from './schema/schema.js';

/** The option that names a file. */
export type FileOption = 'configFile' | 'policyFile';

/** A source whose options are nested as in the schema: what code gives, or a file. */
export interface TreeSource {
  readonly tree: unknown;
  readonly originOf: (keys: readonly string[]) => Origin;
  readonly kind: 'code' | FileOption;
}

/** Reads all options of a tree. Only own properties count, so `__proto__` is an unknown option like any other. */
export function readTree(source: TreeSource): readonly Finding[] {
  return [
    ...shapeProblems(source, source.tree, schema, []),
    ...readingOrder.flatMap((option) => readOption(source, option)),
  ];
}

function readOption(source: TreeSource, option: PlacedOption): readonly Finding[] {
  const value = valueAt(source.tree, option.keys);
  const originOf = (entry?: string) =>
    source.originOf(entry === undefined ? option.keys : [...option.keys, entry]);
  const refused = value === undefined ? undefined : refusal(source, option);
  if (refused === undefined) return checkOption(option, value, originOf);
  return [{ kind: 'problem', problem: { option: option.path, origin: originOf(), ...refused } }];
}

/** Why an option cannot be set in a file. */
function refusal(
  { kind }: TreeSource,
  { env, inFile, inPolicy }: PlacedOption,
): Pick<ConfigurationProblem, 'rule' | 'fix'> | undefined {
  if (kind === 'policyFile' && inPolicy !== true)
    return { rule: 'cannot change while the process runs', fix: 'set it where init() finds it' };
  if (kind === 'code' || inFile !== false) return undefined;
  const fix = `set it in code${env === undefined ? '' : ` or by ${env}`}`;
  return { rule: 'cannot be set in a file', fix };
}

function valueAt(tree: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (node, key) => (isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined),
    tree,
  );
}

/** Unknown names, and values where a group of options belongs. */
function shapeProblems(
  source: TreeSource,
  node: unknown,
  group: OptionGroup,
  parents: readonly string[],
): readonly Finding[] {
  if (node === undefined || node === null) return [];
  if (!isObject(node)) return [notAGroup(source, node, parents)];
  return Object.keys(node).flatMap((key) => {
    const keys = [...parents, key];
    const known = Object.hasOwn(group, key) ? group[key] : undefined;
    if (known === undefined) return [unknownOption(source, group, keys)];
    return isOption(known) ? [] : shapeProblems(source, node[key], known, keys);
  });
}

function notAGroup(source: TreeSource, value: unknown, keys: readonly string[]): Finding {
  const option = keys.length === 0 ? 'configuration' : keys.join('.');
  const rule = 'expected options by name';
  const problem = { option, rule, value: displayValue(value), origin: source.originOf(keys) };
  return { kind: 'problem', problem };
}

function unknownOption(source: TreeSource, group: OptionGroup, keys: readonly string[]): Finding {
  const path = keys.join('.');
  const key = keys.at(-1) ?? path;
  const sibling = nearest(key, Object.keys(group));
  const meant = sibling
    ? [...keys.slice(0, -1), sibling].join('.')
    : (otherWords.get(path) ??
      nearest(
        key,
        options.map((option) => option.path),
      ));
  const fix = meant === path ? 'nest it, as the dots say' : meant && `did you mean ${meant}?`;
  const problem = { option: path, rule: 'unknown option', origin: source.originOf(keys), fix };
  return { kind: 'problem', problem };
}
