import { nearest } from '@meterkit/sdk/configuration';
import { paint } from '../terminal/paint.js';
import { print, printError } from '../terminal/print.js';
import { printable } from '../terminal/printable.js';
import { CommandError } from './command-error.js';
import { type CommandEntry, commands } from './commands.js';
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
    print(args[0] === undefined ? overview(commands) : await helpOf(entryOf(args[0])));
    return exitCodes.fine;
  }
  if (name === '--version') {
    print(`${version()}\n`);
    return exitCodes.fine;
  }
  const entry = entryOf(name);
  const command = await entry.load();
  const { values, positionals } = parseCommand(command, args);
  if (values.help !== true) return command.run(values, positionals);
  print(await helpOf(entry));
  return exitCodes.fine;
}

async function helpOf({ summary, load }: CommandEntry): Promise<string> {
  return helpText(summary, await load());
}

function entryOf(name: string): CommandEntry {
  const entry = commands.find((one) => one.name === name);
  if (entry !== undefined) return entry;
  const names = commands.map((one) => one.name);
  const meant = nearest(name, names);
  const fix = meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}?`;
  throw new CommandError(`meterkit ${name}: unknown command; ${fix}`);
}
