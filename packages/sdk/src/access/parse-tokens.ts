import { entries } from './parse-users.js';

/** What Bearer authentication can send (RFC 6750, 2.1). */
export function isToken(text: string): boolean {
  return /^[\w.~+/-]{1,1024}={0,2}$/.test(text);
}

/** Reads tokens, one a line, as {@link parseUsers} reads its lines. Throws when there is none. */
export function parseTokens(text: string): readonly string[] {
  const lines = entries(text);
  const wrong = lines.find(({ line }) => !isToken(line));
  if (wrong !== undefined) throw new Error(`line ${wrong.number} is no token`);
  if (lines.length === 0) throw new Error('there is no token in it');
  return lines.map(({ line }) => line);
}
