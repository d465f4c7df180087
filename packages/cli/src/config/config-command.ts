import {
  ConfigurationError,
  effectiveConfiguration,
  exampleYaml,
  type ResolvedConfiguration,
  resolveConfiguration,
} from '@meterkit/sdk/configuration';
import { defineCommand } from '../command-line/command.js';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';
import { readSource } from '../target/read-source.js';
import { print, printError, printJson } from '../terminal/print.js';
import { table } from '../terminal/table.js';

export const configCommand = defineCommand({
  name: 'config',
  positionals: [],
  options: {
    file: {
      type: 'string',
      value: 'FILE',
      help: 'the configuration file; METERKIT_CONFIG_FILE unless said',
    },
    example: {
      type: 'boolean',
      help: 'print a file with all options, explained, at their defaults',
    },
    set: { type: 'boolean', help: 'only what is not at its default' },
  },
  details: `Reads the environment and the file as init() does; what the code of a service says is not known here. Secrets are hidden.

Exit codes: 0 fine, 1 the configuration cannot be used, 2 wrong use, 3 no such file.`,
  async run(values) {
    if (values.example) {
      if (values.json) printJson({ version: 1, example: exampleYaml() });
      else print(exampleYaml());
      return exitCodes.fine;
    }
    if (values.file !== undefined) await readSource(values.file); // or it would be one of many problems
    const resolved = resolve(values.file);
    for (const { option, rule } of resolved.warnings) printError(`warning ${option}: ${rule}`);
    const inForce = effectiveConfiguration({ ...resolved, ...resolved.inForce })
      .map((line) =>
        line.option === 'configFile' && values.file !== undefined
          ? { ...line, origin: '--file' }
          : line,
      )
      .filter(({ origin }) => !values.set || origin !== 'default');
    const columns = ['OPTION', 'VALUE', 'FROM'].map((title) => ({ title }));
    if (values.json) printJson({ version: 1, options: inForce });
    else if (inForce.length === 0) print('nothing is set: every option is at its default\n');
    else
      print(
        table(
          columns,
          inForce.map(({ option, value, origin }) => [option, value, origin]),
        ),
      );
    return exitCodes.fine;
  },
});

function resolve(file: string | undefined): ResolvedConfiguration {
  try {
    return resolveConfiguration(file === undefined ? {} : { configFile: file });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new CommandError(error.message, exitCodes.findings);
  }
}
