import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';

const BEGIN = '-----BEGIN CERTIFICATE-----';

/** The texts of the files of `tls`. */
export interface TlsTexts {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string | undefined;
}

/** What a server is made of by these. Throws when the key is not that of the certificate, or a text is not what it should be. */
export function tlsContext({ cert, key, ca }: TlsTexts): SecureContextOptions {
  const [leaf] = parseCertificates(cert);
  if (!leaf.checkPrivateKey(createPrivateKey(key)))
    throw new Error('the key is not that of the certificate');
  if (ca !== undefined) parseCertificates(ca);
  const options = { cert, key, ...(ca !== undefined && { ca }), minVersion: 'TLSv1.2' as const };
  createSecureContext(options);
  return options;
}

/** All certificates of a text in PEM. Throws when there is none, or half of one: a context would leave it out in silence. */
export function parseCertificates(text: string): readonly [X509Certificate, ...X509Certificate[]] {
  const [, first = '', ...others] = text.split(BEGIN);
  const parse = (block: string): X509Certificate => new X509Certificate(BEGIN + block);
  return [parse(first), ...others.map(parse)];
}
