import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';
import { dashboardQueries } from './dashboard-queries.js';
import type { QueryUse } from './query-use.js';
import { ruleQueries } from './rule-queries.js';

export const ruleFiles = /\.ya?ml$/;
export const dashboardFiles = /\.json$/;

/** A file of rules or a dashboard. */
export interface QueryFile {
  /** Within the folder that was named. */
  readonly name: string;
  readonly content: unknown;
}

/** The expressions in the files of these folders, or in files named themselves. @throws CommandError where there are none. */
export function readQueries({
  dashboards,
  rules,
}: {
  readonly dashboards?: string | undefined;
  readonly rules?: string | undefined;
}): readonly QueryUse[] {
  return [
    ...(dashboards === undefined
      ? []
      : usesIn('--dashboards', dashboards, dashboardFiles, dashboardQueries)),
    ...(rules === undefined ? [] : usesIn('--rules', rules, ruleFiles, ruleQueries)),
  ];
}

function usesIn(
  option: string,
  path: string,
  names: RegExp,
  usesOf: (content: unknown) => readonly QueryUse[],
): readonly QueryUse[] {
  const files = readQueryFiles(path, names);
  const uses = files.flatMap(({ name, content }) =>
    usesOf(content).map((use) => ({ ...use, place: `${name}: ${use.place}` })),
  );
  if (uses.length > 0) return uses;
  const expected =
    names === ruleFiles ? 'rules of Prometheus in .yaml or .yml' : 'dashboards of Grafana in .json';
  throw new CommandError(`${option}: expected ${expected}, got none in ${path}`);
}

/** The files of such names in a folder, or the one that is named itself. */
export function readQueryFiles(path: string, names: RegExp): readonly QueryFile[] {
  return filesIn(path, names).map((file) => {
    try {
      const text = readFileSync(file, 'utf8');
      const content: unknown = dashboardFiles.test(file) ? JSON.parse(text) : parse(text);
      return { name: relative(path, file) || file, content };
    } catch (error) {
      throw unreadable(file, error);
    }
  });
}

function filesIn(path: string, names: RegExp): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const found = readdirSync(path, { recursive: true, encoding: 'utf8' });
    return found
      .filter((name) => names.test(name))
      .sort()
      .map((name) => join(path, name));
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): CommandError {
  const { code, message } = error as NodeJS.ErrnoException; // what file systems and parsers throw
  return new CommandError(
    `${path}: expected to be read, got ${code ?? message}`,
    exitCodes.unreachable,
  );
}
