import { defineCommand } from '../command-line/command.js';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';
import { print, printJson } from '../terminal/print.js';
import { catalogOf } from './catalog-of.js';
import { catalogMarkdown, catalogTable } from './catalog-text.js';
import { chosenMeters, meterOptions } from './chosen-meters.js';

export const catalogCommand = defineCommand({
  name: 'catalog',
  positionals: [],
  options: {
    ...meterOptions,
    format: {
      type: 'string',
      value: 'table|markdown|json',
      help: 'table unless said; json is what diff reads',
    },
  },
  details: `Without --meters and --system: all ready-made meters. A module may export classes, { meter, namespace }, or lists of these.

Exit codes: 0 fine, 2 wrong use, 3 no module to be had.`,
  async run(values) {
    const format = values.json ? 'json' : (values.format ?? 'table');
    const write = formats.get(format);
    if (write === undefined)
      throw new CommandError(
        `--format: expected ${[...formats.keys()].join(', ')}, got "${format}"`,
      );
    write(catalogOf(await chosenMeters(values)));
    return exitCodes.fine;
  },
});

const formats = new Map<string, (catalog: ReturnType<typeof catalogOf>) => void>([
  ['table', (catalog) => print(catalogTable(catalog))],
  ['markdown', (catalog) => print(catalogMarkdown(catalog))],
  ['json', printJson],
]);
