import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';
import { dashboardQueries } from './dashboard-queries.js';
import type { QueryUse } from './query-use.js';
import { ruleQueries } from './rule-queries.js';

/** The expressions in the files of these folders, or in files named themselves. */
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
      : inFiles(dashboards, /\.json$/, (text) => dashboardQueries(JSON.parse(text)))),
    ...(rules === undefined ? [] : inFiles(rules, /\.ya?ml$/, (text) => ruleQueries(parse(text)))),
  ];
}

function inFiles(
  path: string,
  names: RegExp,
  read: (text: string) => readonly QueryUse[],
): readonly QueryUse[] {
  return filesIn(path, names).flatMap((file) => {
    try {
      const name = relative(path, file) || file;
      return read(readFileSync(file, 'utf8')).map((use) => ({
        ...use,
        place: `${name}: ${use.place}`,
      }));
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
