const ENTER = '\x1b[?1049h\x1b[?25l';
const LEAVE = '\x1b[?25h\x1b[?1049l';
/** Terminals that know these show what is between them at once. */
const BEGIN = '\x1b[?2026h';
const END = '\x1b[?2026l';

/** The alternate screen of the terminal; what was there before comes back with `leave`. */
export class Screen {
  #lines: readonly string[] = [];
  #isOpen = false;

  enter(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#lines = [];
    process.stdout.write(ENTER);
    if (process.stdin.isTTY) process.stdin.setRawMode(true);
    // Whatever ends the process, also an error: the terminal is left as it was.
    process.on('exit', this.leave);
  }

  /** Writes the lines that differ from those that are shown. None may be wider than the window. */
  draw(lines: readonly string[]): void {
    if (!this.#isOpen) return;
    const changes = lines.map((line, row) =>
      line === this.#lines[row] ? '' : `\x1b[${row + 1};1H${line}\x1b[K`,
    );
    const rest = lines.length < this.#lines.length ? `\x1b[${lines.length + 1};1H\x1b[J` : '';
    this.#lines = lines;
    const text = changes.join('') + rest;
    if (text !== '') process.stdout.write(BEGIN + text + END);
  }

  /** After a change of the window every line is written anew. */
  clear(): void {
    this.#lines = [];
    if (this.#isOpen) process.stdout.write('\x1b[2J');
  }

  readonly leave = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    process.off('exit', this.leave);
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
    process.stdout.write(LEAVE);
  };
}
