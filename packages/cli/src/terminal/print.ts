/** Writes to stdout what a command is asked for. */
export function print(text: string): void {
  process.stdout.write(text);
}

/** Writes a value as JSON. */
export function printJson(value: unknown): void {
  print(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** Writes a line to stderr. */
export function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}
