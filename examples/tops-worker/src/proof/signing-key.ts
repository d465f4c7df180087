import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** RFC 8410, 7: what stands before the seed of an Ed25519 key in PKCS #8. */
const PKCS8_HEAD = '302e020100300506032b657004220420';

export interface SigningKey {
  /** The 32 bytes of RFC 8032 in hexadecimal. */
  readonly publicKeyHex: string;
  /** An Ed25519 signature in hexadecimal. */
  readonly sign: (message: Uint8Array) => string;
}

/** The Ed25519 key of a seed of 32 bytes in hexadecimal. */
export function signingKey(seedHex: string): SigningKey {
  const der = Buffer.from(PKCS8_HEAD + seedHex, 'hex');
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return {
    publicKeyHex: Buffer.from(x, 'base64url').toString('hex'),
    sign: (message) => sign(null, message, key).toString('hex'),
  };
}

export function isSignedBy(
  publicKeyHex: string,
  message: Uint8Array,
  signatureHex: string,
): boolean {
  return verify(null, message, publicKeyOf(publicKeyHex), Buffer.from(signatureHex, 'hex'));
}

function publicKeyOf(hex: string): KeyObject {
  const x = Buffer.from(hex, 'hex').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}
