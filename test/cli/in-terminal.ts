import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** The built meterkit. */
export const program = join(__dirname, '../../packages/cli/dist/esm/main.js');

export type Step =
  | { readonly size: readonly [rows: number, columns: number] }
  | { readonly until: string }
  | { readonly restored: true }
  | { readonly send: string }
  | { readonly signal: number };

/** What a program did in a terminal. */
export interface Session {
  readonly output: string;
  /** Where in the output each `until` was content. */
  readonly marks: readonly number[];
  /** The exit code, or a signal's number below zero. */
  readonly status: number;
  /** Whether the terminal's modes are what they were. */
  readonly isRestored: boolean;
}

/** Runs meterkit in a pseudo-terminal, whose size is the first step. */
export async function inTerminal(
  python: string,
  args: readonly string[],
  steps: readonly Step[],
  env: NodeJS.ProcessEnv = {},
): Promise<Session> {
  const driver = join(__dirname, 'pseudo-terminal.py');
  const { stdout } = await run(
    python,
    [driver, JSON.stringify(steps), process.execPath, program, ...args],
    {
      env: { ...process.env, NODE_OPTIONS: '', TERM: 'xterm-256color', NO_COLOR: '', ...env },
      maxBuffer: 2 ** 26,
    },
  );
  return JSON.parse(stdout) as Session; // what the driver prints
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with one
const SEQUENCE = /\x1b\[(\??)([\d;]*)([A-Za-z])/y;

/** The lines that a terminal shows after these bytes; throws for a sequence that the program is not meant to write. */
export function screenOf(output: string): readonly string[] {
  let lines: string[] = [];
  let row = 0;
  for (let i = 0; i < output.length; ) {
    SEQUENCE.lastIndex = i;
    const [sequence = '', mode, numbers = '', command] = SEQUENCE.exec(output) ?? [];
    if (sequence === '') {
      if (output[i] === '\x1b') throw new Error(`unknown sequence at ${i}`);
      lines[row] = (lines[row] ?? '') + output[i++];
      continue;
    }
    i += sequence.length;
    if (mode === '?' || command === 'm' || command === 'K') continue; // what ends in K was written from its begin
    if (command === 'H') {
      row = Number(numbers.split(';')[0]) - 1;
      lines[row] = '';
    } else if (command === 'J') lines = numbers === '2' ? [] : lines.slice(0, row);
    else throw new Error(`unknown sequence ${JSON.stringify(sequence)}`);
  }
  return Array.from(lines, (line) => line ?? '');
}
