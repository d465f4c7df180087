import { isSignedBy, signingKey } from '../../src/proof/signing-key.js';

// RFC 8032, 7.1, TEST 2.
const SEED = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
const PUBLIC_KEY = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
const SIGNATURE =
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
  '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';
const message = Buffer.from('72', 'hex');

test('a seed has the public key and the signatures of RFC 8032', () => {
  const key = signingKey(SEED);
  expect(key.publicKeyHex).toBe(PUBLIC_KEY);
  expect(key.sign(message)).toBe(SIGNATURE);
});

test('a signature holds for its key and its message alone', () => {
  const other = signingKey('00'.repeat(32)).publicKeyHex;
  expect(isSignedBy(PUBLIC_KEY, message, SIGNATURE)).toBe(true);
  expect(isSignedBy(PUBLIC_KEY, Buffer.from('73', 'hex'), SIGNATURE)).toBe(false);
  expect(isSignedBy(other, message, SIGNATURE)).toBe(false);
});
