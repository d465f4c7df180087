import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Document } from 'yaml';
import type { ConfigurationProblem, Origin } from './configuration-error.js';
import { displayValue } from './display-value.js';
import type { Finding, Setting } from './finding.js';
import { loadYaml } from './load-yaml.js';
import { type FileOption, readTree } from './read-tree.js';
import { reason } from './reason.js';

/** Gives the text of a file, or throws. */
export type ReadFile = (path: string) => string;

/** Reads the options of the YAML 1.2 file that `named` names. That it cannot be read is a problem of `configFile`. */
export function readYamlFile(named: Setting, readFile: ReadFile = readText): readonly Finding[] {
  const file = String(named.value);
  let text: string;
  try {
    text = readFile(resolve(file));
  } catch (error) {
    return [{ kind: 'problem', problem: unreadableFile(named, error) }];
  }
  return readYaml('configFile', file, text);
}

/** What is wrong when the file that `named` names cannot be read. */
export function unreadableFile(
  { option, value, origin }: Setting,
  error: unknown,
): ConfigurationProblem {
  const file = String(value);
  const fix = `${reason(error)}: ${resolve(file)}`;
  const rule = 'expected a readable file';
  return { option, rule, value: displayValue(file), origin, fix };
}

/** The text of a file. */
export function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

/** Reads the options in a YAML 1.2 text; `file` is its name in messages, `option` what named it. */
export function readYaml(option: FileOption, file: string, text: string): readonly Finding[] {
  const { LineCounter, parseDocument } = loadYaml();
  const lines = new LineCounter();
  // Pretty errors quote the file, which may hold secrets.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
  });
  const place = (offset: number): Origin => {
    const { line, col } = lines.linePos(offset);
    return `file ${file}:${line}:${col}`;
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return faults.map(({ message, pos }) => notYaml(option, message, place(pos[0])));
  }
  const originOf = (keys: readonly string[]): Origin => {
    const offset = keyOffset(document, keys);
    return offset === undefined ? `file ${file}` : place(offset);
  };
  let tree: unknown;
  try {
    tree = document.toJS();
  } catch (error) {
    return [notYaml(option, reason(error), `file ${file}`)]; // an alias without anchor, or too many of them
  }
  return readTree({ tree, originOf, kind: option });
}

function notYaml(option: FileOption, message: string, origin: Origin): Finding {
  const problem: ConfigurationProblem = { option, rule: `invalid YAML: ${message}`, origin };
  return { kind: 'problem', problem };
}

/** Where the last of these keys is written. Unknown for what an alias stands for. */
function keyOffset(document: Document, keys: readonly string[]): number | undefined {
  const { isMap, isScalar } = loadYaml();
  const parent = keys.length > 1 ? document.getIn(keys.slice(0, -1), true) : document.contents;
  if (!isMap(parent)) return undefined;
  const key = parent.items
    .map((pair) => pair.key)
    .find((node) => isScalar(node) && node.value === keys.at(-1));
  return isScalar(key) ? key.range?.[0] : undefined;
}
