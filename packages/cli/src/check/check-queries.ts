import { checkQuery, checkRules, type Mixin } from '@meterkit/mixin';
import { CommandError } from '../command-line/command-error.js';
import { dashboardQueries } from '../queries/dashboard-queries.js';
import { dashboardFiles, readQueryFiles, ruleFiles } from '../queries/read-queries.js';
import { ruleGroups } from '../queries/rule-groups.js';

/** What `meterkit check --json` prints of rules and dashboards. */
export interface QueriesReport {
  readonly version: 1;
  readonly files: number;
  readonly expressions: number;
  readonly findings: readonly QueryFinding[];
}

export interface QueryFinding {
  readonly file: string;
  readonly message: string;
}

/**
 * Holds the rules and dashboards of a file or folder against what a service measures, what its rules record, and what these record.
 *
 * @throws CommandError when there are none.
 */
export function checkQueries(path: string, { families, targetLabels }: Mixin): QueriesReport {
  const isFile = ruleFiles.test(path) || dashboardFiles.test(path);
  const inFiles = (names: RegExp) =>
    isFile && !names.test(path) ? [] : readQueryFiles(path, names);
  const rules = inFiles(ruleFiles).map(({ name, content }) => ({
    name,
    groups: ruleGroups(content),
  }));
  const dashboards = inFiles(dashboardFiles).map(({ name, content }) => ({
    name,
    uses: dashboardQueries(content),
  }));
  const expressions = [
    ...rules.flatMap(({ groups }) => groups.flatMap((group) => group.rules)),
    ...dashboards.flatMap(({ uses }) => uses),
  ].length;
  if (expressions === 0)
    throw new CommandError(`${path}: expected rules (.yaml, .yml) or dashboards (.json), got none`);
  const all = rules.flatMap(({ groups }) => groups);
  const known = [...families, ...checkRules(all, families, targetLabels).recorded];
  return {
    version: 1,
    files: rules.length + dashboards.length,
    expressions,
    findings: [
      ...rules.flatMap(({ name: file, groups }) =>
        checkRules(groups, known, targetLabels).problems.map((message) => ({ file, message })),
      ),
      ...dashboards.flatMap(({ name: file, uses }) =>
        uses.flatMap(({ place, expression }) =>
          checkQuery(expression, known, { targetLabels }).map(({ message }) => ({
            file,
            message: `${place}: ${message} of ${expression}`,
          })),
        ),
      ),
    ],
  };
}
