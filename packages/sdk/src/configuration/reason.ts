import { isObject } from './is-object.js';

/** Why something could not be done, in a word where there is one: `ENOENT`. */
export function reason(error: unknown): string {
  const { code, message } = isObject(error) ? error : {};
  return String(code ?? message ?? error);
}
