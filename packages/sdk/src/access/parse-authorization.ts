/** What a request says of who sends it. */
export type Credentials =
  | { readonly scheme: 'basic'; readonly name: string; readonly password: string }
  | { readonly scheme: 'bearer'; readonly token: string };

/** Longer headers are not looked at. */
const LIMIT = 4096;

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads an `Authorization` header (RFC 7617, RFC 6750). Undefined for what is neither of the two schemes in exactly its form:
 * nothing is skipped, completed or guessed.
 */
export function parseAuthorization(header: string): Credentials | undefined {
  if (header.length > LIMIT) return undefined;
  const [, scheme = '', value = ''] = /^([A-Za-z]+) +([\w.~+/-]+={0,2})$/.exec(header) ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic':
      return basic(value);
    case 'bearer':
      return { scheme: 'bearer', token: value };
    default:
      return undefined;
  }
}

function basic(value: string): Credentials | undefined {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value) return undefined;
  const text = decoded(bytes);
  const colon = text.indexOf(':');
  if (colon < 0 || /\p{Cc}/u.test(text)) return undefined;
  return { scheme: 'basic', name: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Empty when it is not UTF-8. */
function decoded(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return '';
  }
}
