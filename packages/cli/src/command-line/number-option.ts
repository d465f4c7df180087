import { CommandError } from './command-error.js';

/** The number that an option has, or its default. */
export function numberOption(
  option: string,
  text: string | undefined,
  { fallback, min }: { readonly fallback: number; readonly min: number },
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (Number.isFinite(value) && value >= min) return value;
  throw new CommandError(`--${option}: expected a number of at least ${min}, got "${text}"`);
}
