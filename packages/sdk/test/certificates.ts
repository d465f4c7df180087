import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate and its key, in PEM. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

interface Authority extends Certified {
  /** Of this authority, for 127.0.0.1 and localhost. */
  certify(name: string): Certified;
}

const ECDSA_WITH_SHA256 = der(0x30, oid('2a8648ce3d040302'));

/** A certificate authority that lives as long as the test. */
export function createAuthority(name: string): Authority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issue = (subject: string, publicKey: KeyObject, extensions: Buffer): string => {
    const now = Date.now();
    const certificate = der(
      0x30,
      der(0xa0, integer(Buffer.of(2))),
      integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
      ECDSA_WITH_SHA256,
      nameOf(name),
      der(0x30, time(now - 86_400_000), time(now + 86_400_000)),
      nameOf(subject),
      publicKey.export({ type: 'spki', format: 'der' }),
      der(0xa3, der(0x30, extensions)),
    );
    const signature = sign('sha256', certificate, keys.privateKey);
    const bits = der(0x03, Buffer.of(0), signature);
    return pem(der(0x30, certificate, ECDSA_WITH_SHA256, bits));
  };
  return {
    cert: issue(name, keys.publicKey, authorityExtension()),
    key: keyText(keys.privateKey),
    certify: (subject) => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return { cert: issue(subject, publicKey, hostsExtension()), key: keyText(privateKey) };
    },
  };
}

/** Basic constraints: an authority. */
function authorityExtension(): Buffer {
  const isTrue = der(0x01, Buffer.of(0xff));
  return der(0x30, oid('551d13'), isTrue, der(0x04, der(0x30, isTrue)));
}

/** Subject alternative names. */
function hostsExtension(): Buffer {
  const address = der(0x87, Buffer.of(127, 0, 0, 1));
  const host = der(0x82, Buffer.from('localhost'));
  return der(0x30, oid('551d11'), der(0x04, der(0x30, address, host)));
}

function nameOf(name: string): Buffer {
  return der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from(name)))));
}

function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\.\d+|[-:T]/g, '');
  return der(0x17, Buffer.from(digits.slice(2)));
}

function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

/** A tag, the length and the contents. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const contents = Buffer.concat(parts);
  const { length } = contents;
  const head =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...head), contents]);
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function keyText(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
