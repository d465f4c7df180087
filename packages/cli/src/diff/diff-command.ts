import { defineCommand } from '../command-line/command.js';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';
import { readQueries } from '../queries/read-queries.js';
import { print, printJson } from '../terminal/print.js';
import { affectedQueries } from './affected-queries.js';
import { compareCatalogs } from './compare-catalogs.js';
import { diffText } from './diff-text.js';
import { readCatalog } from './read-catalog.js';

export const diffCommand = defineCommand({
  name: 'diff',
  positionals: ['OLD', 'NEW'],
  options: {
    dashboards: {
      type: 'string',
      value: 'DIR',
      help: 'of Grafana, as JSON: which of their panels break',
    },
    rules: {
      type: 'string',
      value: 'DIR',
      help: 'of Prometheus, as YAML: which of the rules break',
    },
    today: {
      type: 'string',
      value: 'DAY',
      help: 'such as 2027-03-01: whether old names are still shown then',
    },
  },
  details: `OLD and NEW are written by meterkit catalog --format json. What is new breaks nothing, but for a label: where there was one
series there are several. A family that says renamedFrom breaks nothing until the day that it says.

Exit codes: 0 nothing breaks, 1 something does, 2 wrong use, 3 no file to be had.`,
  async run(values, [oldPath = '', newPath = '']) {
    const today = dayOf(values.today);
    const [before, now] = [await readCatalog(oldPath), await readCatalog(newPath)];
    const changes = compareCatalogs(before, now, today);
    const affected = affectedQueries(readQueries(values), before, now, today);
    if (values.json) printJson({ version: 1, changes, affected });
    else print(diffText(changes, affected));
    const breaks = affected.length > 0 || changes.some((change) => change.breaks);
    return breaks ? exitCodes.findings : exitCodes.fine;
  },
});

function dayOf(text = new Date().toISOString().slice(0, 10)): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new CommandError(`--today: expected a day such as 2027-03-01, got "${text}"`);
}
