import { parseArgs } from 'node:util';
import { nearest } from '@meterkit/sdk/configuration';
import { type Command, commonOptions, type OptionSpec, type OptionSpecs } from './command.js';
import { CommandError } from './command-error.js';

export interface ParsedCommand {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/** @throws CommandError for what the command does not take. */
export function parseCommand(command: Command, args: readonly string[]): ParsedCommand {
  const options: OptionSpecs = { ...command.options, ...commonOptions };
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(options).map(([name, spec]) => [name, plain(spec)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens)
    if (token.kind === 'option') checkOption(token, options, `meterkit ${command.name}`);
  const given = positionals.length;
  if (values.help !== true && given !== command.positionals.length) {
    const wanted = command.positionals.join(' ') || 'no argument';
    const got = given === 0 ? 'nothing' : positionals.map((text) => `"${text}"`).join(' ');
    throw new CommandError(
      `meterkit ${command.name}: expected ${wanted}, got ${got}; see meterkit ${command.name} --help`,
    );
  }
  return { values, positionals };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function checkOption(token: OptionToken, options: OptionSpecs, command: string): void {
  const { name, rawName, value, inlineValue } = token;
  const spec = Object.hasOwn(options, name) ? options[name] : undefined;
  if (spec === undefined) {
    const meant = nearest(name, Object.keys(options));
    const fix = meant === undefined ? `see ${command} --help` : `did you mean --${meant}?`;
    throw new CommandError(`${command}: ${rawName}: unknown option; ${fix}`);
  }
  if (spec.type === 'boolean') {
    if (value === undefined) return;
    throw new CommandError(`${command}: ${rawName}: expected no value, got "${value}"`);
  }
  const isOption = inlineValue === false && value !== '-' && value?.startsWith('-');
  if (value === undefined || value === '' || isOption) {
    const got = value ? `"${value}"; write ${rawName}=${value} if that is meant` : 'nothing';
    throw new CommandError(`${command}: ${rawName}: expected ${spec.value}, got ${got}`);
  }
}

function plain(spec: OptionSpec) {
  const multiple = spec.type === 'string' && spec.multiple === true;
  return spec.short === undefined
    ? { type: spec.type, multiple }
    : { type: spec.type, multiple, short: spec.short };
}
