import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 16 MiB and some 150 ms: the least memory of OWASP's settings, whose work is that of the others. */
const COST = { N: 2 ** 14, r: 8, p: 5 } as const;

const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** A check takes this much memory at most. */
const MEMORY_BYTES = 64 * 1024 * 1024;

const FORM = /^scrypt:(\d{1,7}):(\d{1,2}):(\d{1,2}):([\w-]{11,86}):([\w-]{43})$/;

/** What a password is checked against: `scrypt:N:r:p:salt:key`, the last two in base64url. */
export interface PasswordHash {
  readonly cost: { readonly N: number; readonly r: number; readonly p: number };
  readonly salt: Buffer;
  readonly key: Buffer;
}

/**
 * The hash of a password, for `access.users` and `access.usersFile`: `scrypt:16384:8:5:salt:key`. It has no character that a
 * shell, a compose file or YAML takes for its own. Each call gives another one. Rejects what basic authentication cannot send: an
 * empty password, and one with a control character, such as the line feed of a file.
 */
export async function hashPassword(password: string): Promise<string> {
  if (typeof password !== 'string' || !/^\P{Cc}+$/u.test(password))
    throw new TypeError(
      'hashPassword: expected a password that is not empty and has no control characters',
    );
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, COST);
  const { N, r, p } = COST;
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join(':');
}

/** Reads a hash; undefined for any other text, and for a hash that asks for more than 64 MiB or for next to no work. */
export function parsePasswordHash(text: string): PasswordHash | undefined {
  const [, n = '', r = '', p = '', salt = '', key = ''] = FORM.exec(text) ?? [];
  const cost = { N: Number(n), r: Number(r), p: Number(p) };
  const isPossible = cost.N >= 1024 && Number.isInteger(Math.log2(cost.N)) && cost.p >= 1;
  if (!isPossible || cost.p > 16 || cost.r < 1 || memoryOf(cost) > MEMORY_BYTES) return undefined;
  return { cost, salt: Buffer.from(salt, 'base64url'), key: Buffer.from(key, 'base64url') };
}

/** Works in the thread pool. */
export async function isPasswordOf(
  password: string,
  { cost, salt, key }: PasswordHash,
): Promise<boolean> {
  return timingSafeEqual(await derive(password, salt, cost), key);
}

function derive(password: string, salt: Buffer, cost: PasswordHash['cost']): Promise<Buffer> {
  const options = { ...cost, maxmem: 2 * memoryOf(cost) };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function memoryOf({ N, r, p }: PasswordHash['cost']): number {
  return 128 * r * (N + p);
}
