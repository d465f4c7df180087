import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

interface Painted {
  readonly isTTY?: boolean;
}

/** The text in a colour where the stream is a terminal that shows any, and nobody said NO_COLOR. */
export function paint(style: Style, text: string, stream: Painted = process.stdout): string {
  // styleText of Node 20 knows NO_COLOR and terminals, too; FORCE_COLOR, which it lets through, would put codes into files.
  return hasColours(stream) ? styleText(style, text, { validateStream: false }) : text;
}

function hasColours({ isTTY }: Painted): boolean {
  const { NO_COLOR, TERM } = process.env;
  return isTTY === true && !NO_COLOR && TERM !== 'dumb';
}
