import { hashPassword } from '@meterkit/sdk';
import { isPasswordOf, parsePasswordHash } from '../../src/access/password-hash.js';

const SALT = 'c2FsdHNhbHRzYWx0c2FsdA';
const KEY = 'A'.repeat(43);

test('a hash says how it was made, and is of one password only', async () => {
  const text = await hashPassword('correct horse');
  expect(text).toMatch(/^scrypt:16384:8:5:[\w-]{22}:[\w-]{43}$/);
  expect(await hashPassword('correct horse')).not.toBe(text);
  const hash = parsePasswordHash(text);
  if (hash === undefined) throw new Error('it could not be read');
  expect(await isPasswordOf('correct horse', hash)).toBe(true);
  expect(await isPasswordOf('correct horse ', hash)).toBe(false);
});

test.each(['', 'secret\n', 'a\0'])('%j is no password to hash', async (password) => {
  await expect(hashPassword(password)).rejects.toThrow(
    'hashPassword: expected a password that is not empty and has no control characters',
  );
});

test('a hash made elsewhere, with another cost, is checked with that', async () => {
  // printf by Python: hashlib.scrypt(b'secret', salt=b'saltsaltsaltsalt', n=1024, r=8, p=1, dklen=32)
  const hash = parsePasswordHash(
    `scrypt:1024:8:1:${SALT}:punalsgLVDmabDdlbwVieUjVAmz5_abwyjX3gfy3Xlo`,
  );
  if (hash === undefined) throw new Error('it could not be read');
  expect(await isPasswordOf('secret', hash)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['a password', 'hunter2'],
  ['a hash of htpasswd', '$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC'],
  ['too few parts', `scrypt:1024:8:1:${SALT}`],
  ['too many parts', `scrypt:1024:8:1:${SALT}:${KEY}:x`],
  ['a cost that is no power of two', `scrypt:1025:8:1:${SALT}:${KEY}`],
  ['a cost of next to nothing', `scrypt:2:8:1:${SALT}:${KEY}`],
  ['a cost of 128 MiB', `scrypt:131072:8:1:${SALT}:${KEY}`],
  ['a cost of many rounds', `scrypt:1024:8:17:${SALT}:${KEY}`],
  ['no block size', `scrypt:1024:0:1:${SALT}:${KEY}`],
  ['a short salt', `scrypt:1024:8:1:c2Fs:${KEY}`],
  ['a short key', `scrypt:1024:8:1:${SALT}:${KEY.slice(1)}`],
  ['space behind it', `scrypt:1024:8:1:${SALT}:${KEY} `],
])('%s is no hash', (_, text) => {
  expect(parsePasswordHash(text)).toBeUndefined();
});
