import { type Command, commonOptions, type OptionSpec } from './command.js';
import type { CommandEntry } from './commands.js';

/** What `meterkit` without arguments prints. */
export function overview(commands: readonly CommandEntry[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'meterkit: check, watch and explain metric pages; write what follows from the definitions of meters.',
    '',
    'Usage: meterkit COMMAND [OPTIONS]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'meterkit COMMAND --help tells more.',
    '',
    'Exit codes: 0 fine, 1 findings, 2 wrong use, 3 a target or file that cannot be reached.',
    '',
  ].join('\n');
}

/** What `meterkit COMMAND --help` prints. */
export function helpText(
  summary: string,
  { name, positionals, options, details }: Command,
): string {
  const entries = Object.entries<OptionSpec>({ ...options, ...commonOptions });
  const names = entries.map(([option, spec]) => optionName(option, spec));
  const width = Math.max(...names.map((text) => text.length));
  return [
    summary,
    '',
    `Usage: ${['meterkit', name, ...positionals, '[OPTIONS]'].join(' ')}`,
    '',
    ...entries.map(([, { help }], i) => `  ${(names[i] ?? '').padEnd(width)}  ${help}`),
    '',
    details,
    '',
  ].join('\n');
}

function optionName(name: string, spec: OptionSpec): string {
  const short = spec.short === undefined ? '' : `-${spec.short}, `;
  return `${short}--${name}${spec.type === 'string' ? ` ${spec.value}` : ''}`;
}
