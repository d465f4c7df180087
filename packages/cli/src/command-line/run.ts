import { nearest } from '@meterkit/sdk/configuration';
import { paint } from '../terminal/paint.js';
import { print, printError } from '../terminal/print.js';
import { printable } from '../terminal/printable.js';
import type { Command } from './command.js';
import { CommandError } from './command-error.js';
import { commands } from './commands.js';
import { type ExitCode, exitCodes } from './exit-code.js';
import { helpText, overview } from './help-text.js';
import { parseCommand } from './parse-command.js';
import { version } from './version.js';

/** Runs the command that the arguments name. Never rejects; what is wrong is said on stderr. */
export async function run([name, ...args]: readonly string[]): Promise<ExitCode> {
  try {
    return await runCommand(name, args);
  } catch (error) {
    const known = error instanceof CommandError;
    const text = known ? error.message : error instanceof Error ? error.stack : error;
    printError(`${paint('red', 'error', process.stderr)} ${printable(String(text), '\n')}`);
    return known ? error.exitCode : exitCodes.wrongUse;
  }
}

async function runCommand(name: string | undefined, args: readonly string[]): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const about = commands.find((command) => command.name === args[0]);
    print(about === undefined ? overview(commands) : helpText(about));
    return exitCodes.fine;
  }
  if (name === '--version') {
    print(`${version()}\n`);
    return exitCodes.fine;
  }
  const command = commandOf(name);
  const { values, positionals } = parseCommand(command, args);
  if (values.help === true) {
    print(helpText(command));
    return exitCodes.fine;
  }
  return command.run(values, positionals);
}

function commandOf(name: string): Command {
  const command = commands.find((one) => one.name === name);
  if (command !== undefined) return command;
  const names = commands.map((one) => one.name);
  const meant = nearest(name, names);
  const fix = meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}?`;
  throw new CommandError(`meterkit ${name}: unknown command; ${fix}`);
}
