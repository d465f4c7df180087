import { meterOptions } from '../catalog/chosen-meters.js';
import { type Command, defineCommand } from '../command-line/command.js';
import { exitCodes } from '../command-line/exit-code.js';
import { paint } from '../terminal/paint.js';
import { print, printJson } from '../terminal/print.js';
import { printable } from '../terminal/printable.js';
import { compareFiles, type FileState, writeFiles } from './compare-files.js';
import { generatedFiles } from './generated-files.js';
import { optionsFile } from './options-file.js';

/** The command that writes one kind of what follows from definitions. */
function generateCommand(name: 'dashboards' | 'rules'): Command {
  return defineCommand({
    name,
    positionals: [],
    options: {
      ...meterOptions,
      out: {
        type: 'string',
        value: 'DIR',
        help: `the folder that ${name}/ is in; this one unless said`,
      },
      check: {
        type: 'boolean',
        help: 'write nothing; say which files differ from what would be written',
      },
      name: { type: 'string', value: 'NAME', help: 'of files and groups, such as orders' },
      title: { type: 'string', value: 'TITLE', help: 'of the service, for people' },
      options: {
        type: 'string',
        value: 'FILE',
        help: 'what else mixin() takes, as JSON: selector, targetLabels, limits',
      },
    },
    details: `One of --meters and --system is needed. A module may export classes, { meter, namespace }, or lists of these,
and as mixinOptions what mixin() takes besides: name, selector, objectives, alerts. What is said here wins.

Exit codes: 0 written, or nothing differs, 1 files differ (--check), 2 wrong use, 3 no module or no folder to be had.`,
    async run(values) {
      const options = {
        ...(await optionsFile(values.options)),
        ...(values.name === undefined ? {} : { name: values.name }),
        ...(values.title === undefined ? {} : { title: values.title }),
      };
      const files = await generatedFiles(name, values, options);
      const folder = values.out ?? '.';
      const states = values.check ? compareFiles(folder, files) : writeFiles(folder, files);
      if (values.json) printJson({ version: 1, files: states });
      else print(states.map(stateLine).join(''));
      const isRight = states.every(({ state }) => state === 'same' || state === 'written');
      return isRight ? exitCodes.fine : exitCodes.findings;
    },
  });
}

export const dashboardsCommand = generateCommand('dashboards');

export const rulesCommand = generateCommand('rules');

function stateLine({ file, state }: FileState): string {
  const isRight = state === 'same' || state === 'written';
  return `${paint(isRight ? 'green' : 'red', state.padEnd(7))}  ${printable(file)}\n`;
}
