import { parsePasswordHash } from './password-hash.js';

/** A name that Basic authentication can send (RFC 7617, 2). */
export function isUserName(name: string): boolean {
  return name !== '' && name !== '__proto__' && !name.includes(':') && isPrintable(name);
}

/** As other programs write hashes: bcrypt, MD5 and SHA of Apache, crypt(3). Nobody means one of these as a password. */
const FOREIGN_HASH = /^(\$(2[abxy]?|apr1|1|5|6|y)\$|\{SHA\})/;

/** A password that Basic authentication can send, or the hash of one: what begins as a hash has to be one of ours. */
export function isSecret(text: string): boolean {
  if (text.startsWith('scrypt:')) return parsePasswordHash(text) !== undefined;
  if (FOREIGN_HASH.test(text)) return false;
  return text !== '' && text.length <= 1024 && isPrintable(text);
}

/**
 * Reads `name:hash`, one a line; empty lines and those that begin with `#` say nothing. Throws an error that names the line and
 * shows nothing of it, or says that there is none.
 */
export function parseUsers(text: string): ReadonlyMap<string, string> {
  const users = new Map<string, string>();
  for (const { line, number } of entries(text)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    if (colon < 0 || !isUserName(name)) throw new Error(`line ${number} does not begin with name:`);
    const hash = line.slice(colon + 1);
    if (parsePasswordHash(hash) === undefined)
      throw new Error(`line ${number} has no hash as hashPassword() makes it`);
    if (users.has(name)) throw new Error(`line ${number} has a name for the second time`);
    users.set(name, hash);
  }
  if (users.size === 0) throw new Error('there is no user in it');
  return users;
}

/** The lines of a file that say something. */
export function entries(text: string): readonly { line: string; number: number }[] {
  return text
    .split('\n')
    .map((line, i) => ({ line: line.trim(), number: i + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
}

function isPrintable(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}
