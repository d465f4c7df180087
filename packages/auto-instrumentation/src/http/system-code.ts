import { errorType } from '@meterkit/instruments';

/**
 * What an error is counted under: its code (`ECONNREFUSED`), that of its cause, else its name; `_OTHER`, as the semantic
 * conventions have it, for one that is only an `Error`. Never throws.
 */
export function systemCode(error: unknown): string {
  const code = codeOf(error) ?? codeOf(property(error, 'cause'));
  if (code !== undefined) return code;
  const name = property(error, 'name'); // a DOMException is no Error to Node, and has a name
  if (typeof name === 'string' && name !== '' && name !== 'Error') return name;
  const type = errorType(error);
  return type === 'Error' || type === 'unknown' ? '_OTHER' : type;
}

function codeOf(error: unknown): string | undefined {
  const code = property(error, 'code'); // a DOMException's is a number, and no name
  return typeof code === 'string' && code !== '' ? code : undefined;
}

function property(error: unknown, name: string): unknown {
  try {
    return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  } catch {
    return undefined; // a getter threw
  }
}
